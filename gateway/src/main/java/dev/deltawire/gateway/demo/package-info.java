/** What the demo prints, and the clients that it talks through. */
package dev.deltawire.gateway.demo;
