/** The words of the {@code agent} dialect (PROTOCOLS section 3): frames, tools, options, limits. */
package dev.deltawire.model.agent;
