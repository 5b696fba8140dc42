/** What durability costs: sends that are acknowledged when they are stored, and mailboxes read. */
package dev.deltawire.benchmarks.durable;
