/** The words of the {@code home} dialect (PROTOCOLS section 4): frames, their values and limits. */
package dev.deltawire.model.home;
