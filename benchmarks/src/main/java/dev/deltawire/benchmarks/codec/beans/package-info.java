/**
 * The objects that the libraries' typed modes write and read.
 *
 * <p>Compiled before all else, with the annotation processors of dsl-json and avaje-jsonb, whose
 * generated code keeps other rules than ours.
 */
package dev.deltawire.benchmarks.codec.beans;
