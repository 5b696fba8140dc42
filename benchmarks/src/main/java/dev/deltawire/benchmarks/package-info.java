/** What all benchmarks share: the tokens and the shape of a table. */
package dev.deltawire.benchmarks;
