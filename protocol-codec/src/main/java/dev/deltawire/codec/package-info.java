/**
 * Bytes to model and back.
 *
 * <p>The delta path ({@link dev.deltawire.codec.JsonEscape}, {@link
 * dev.deltawire.codec.DeltaTemplate}, {@link dev.deltawire.codec.JsonWriter}) and the scan of what
 * comes in ({@link dev.deltawire.codec.JsonScanner}) allocate nothing once their buffers have
 * grown.
 */
package dev.deltawire.codec;
