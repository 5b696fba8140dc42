/** The words that all dialects share: verbatim JSON, common limits, names on the wire. */
package dev.deltawire.model;
