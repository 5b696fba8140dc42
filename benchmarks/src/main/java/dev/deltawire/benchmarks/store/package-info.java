/** What a durable store takes. */
package dev.deltawire.benchmarks.store;
