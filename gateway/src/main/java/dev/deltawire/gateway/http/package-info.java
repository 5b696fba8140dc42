/** Plain HTTP beside the WebSocket mounts. */
package dev.deltawire.gateway.http;
