/** The dialects as the gateway configures and mounts them. */
package dev.deltawire.gateway.dialect;
