/** A PostgreSQL server for tests. */
package dev.deltawire.tck.postgres;
