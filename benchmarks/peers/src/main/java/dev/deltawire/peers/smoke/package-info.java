/** Whether the peers say what they should, before anybody measures how fast they say it. */
package dev.deltawire.peers.smoke;
