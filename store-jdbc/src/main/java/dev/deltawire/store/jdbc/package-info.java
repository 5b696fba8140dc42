/** The durable store over JDBC. */
package dev.deltawire.store.jdbc;
