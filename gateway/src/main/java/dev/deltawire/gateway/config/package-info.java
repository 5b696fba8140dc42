/** The gateway's keys, their types, and where their values come from. */
package dev.deltawire.gateway.config;
