/** JSON as the gateway itself writes it. */
package dev.deltawire.gateway.json;
