/** An echo server over any transport, for conformance suites that test from outside. */
package dev.deltawire.tck.echo;
