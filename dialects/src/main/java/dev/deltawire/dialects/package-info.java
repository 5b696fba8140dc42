/**
 * What the dialects share: the seams behind which an embedder puts engines, tools and stores.
 *
 * <p>An engine produces replies, a tool box runs what it asks for, and {@link
 * dev.deltawire.dialects.EchoEngine} is the deterministic engine that everything is tested with.
 */
package dev.deltawire.dialects;
