/**
 * A server's certificate and private key: where they lie, how they are read, what is made of them.
 */
package dev.deltawire.server.internal.tls;
