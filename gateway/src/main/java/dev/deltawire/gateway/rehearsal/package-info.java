/** What a gateway practises by itself, before peers need it done quickly. */
package dev.deltawire.gateway.rehearsal;
