/** Who may do what: signed tokens and the operator. */
package dev.deltawire.gateway.auth;
