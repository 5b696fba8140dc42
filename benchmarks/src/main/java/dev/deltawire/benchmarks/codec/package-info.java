/** What encoding one frame costs, ours and others' side by side. */
package dev.deltawire.benchmarks.codec;
