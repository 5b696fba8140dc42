/** The words of the {@code integration} dialect (PROTOCOLS section 2): frames, values, limits. */
package dev.deltawire.model.integration;
