/** The words of the {@code chat} dialect (PROTOCOLS section 5): calls, events, objects, limits. */
package dev.deltawire.model.chat;
