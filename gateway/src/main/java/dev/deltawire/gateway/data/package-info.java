/** What the gateway keeps on disk. */
package dev.deltawire.gateway.data;
