/**
 * Contracts as test classes: a transport or backplane is proved by a subclass of five lines.
 *
 * <p>The rules are numbered in {@code docs/transports.md}; a test's name begins with its rule's
 * number.
 */
package dev.deltawire.tck;
