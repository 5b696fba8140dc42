/** The servers that ours is measured against: one library each, one protocol of control for all. */
package dev.deltawire.peers;
