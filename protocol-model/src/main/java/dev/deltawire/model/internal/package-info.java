/** What the frames of all dialects share and nobody else sees. */
package dev.deltawire.model.internal;
