/** What every dialect is to the gateway. */
package dev.deltawire.gateway.dialect;
