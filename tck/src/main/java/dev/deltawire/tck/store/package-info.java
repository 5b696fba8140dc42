/** The contracts that every store must pass. */
package dev.deltawire.tck.store;
