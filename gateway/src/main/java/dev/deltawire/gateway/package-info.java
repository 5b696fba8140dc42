/** The gateway's commands. */
package dev.deltawire.gateway;
