/**
 * The {@code home} dialect (PROTOCOLS section 4): household devices chat with the hub's assistant
 * and get notifications, media commands, widget data and sounds.
 *
 * <p>{@link dev.deltawire.dialects.home.HomeDialect} is mounted on a server; an embedder gives it a
 * {@link dev.deltawire.dialects.home.HomeAuthenticator} and, for data that outlives the process, a
 * {@link dev.deltawire.dialects.home.HomeStore}.
 */
package dev.deltawire.dialects.home;
