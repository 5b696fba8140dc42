/** What a whole server pays for handing one stream to many receivers, ours and others'. */
package dev.deltawire.benchmarks.fanout;
