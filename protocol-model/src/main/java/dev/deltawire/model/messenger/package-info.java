/** The words of the {@code messenger} dialect (PROTOCOLS section 6): frames, values and limits. */
package dev.deltawire.model.messenger;
