/**
 * permessage-deflate (RFC 7692): its negotiation, the inflation of what a client sends, and the
 * deflation of what many receive.
 */
package dev.deltawire.server.internal.rfc7692;
