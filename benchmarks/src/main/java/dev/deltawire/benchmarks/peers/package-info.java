/** Our server and the peers side by side, under one load client. */
package dev.deltawire.benchmarks.peers;
