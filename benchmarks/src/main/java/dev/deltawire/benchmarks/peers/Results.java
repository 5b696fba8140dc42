package dev.deltawire.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** All samples of a run, and what they say together. */
final class Results {

  private final List<Sample> samples = new ArrayList<>();

  void add(Sample sample) {
    samples.add(sample);
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** Workloads that somebody was measured with, in the order of the tables. */
  List<Workload> workloads() {
    return Stream.of(Workload.values())
        .filter(workload -> samples.stream().anyMatch(sample -> sample.workload() == workload))
        .toList();
  }

  /** Who was measured, or failed, with a workload, in the order of the tables. */
  List<Subject> subjects(Workload workload) {
    return Subject.ALL.stream().filter(subject -> of(subject, workload).count() > 0).toList();
  }

  /** The median over the rounds that did not fail; empty if there is none. */
  OptionalDouble median(Subject subject, Workload workload, String figure) {
    double[] values = sorted(subject, workload, figure);
    int half = values.length / 2;
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2);
  }

  /** All rounds' values, the least first. */
  double[] sorted(Subject subject, Workload workload, String figure) {
    return of(subject, workload)
        .filter(sample -> sample.figures().containsKey(figure))
        .mapToDouble(sample -> sample.figures().get(figure))
        .sorted()
        .toArray();
  }

  /** Whether it could not keep up in half of the rounds or more. */
  boolean overloaded(Subject subject, Workload workload) {
    return median(subject, workload, "overloaded").orElse(0) >= 0.5;
  }

  /** Why rounds failed, each reason once. */
  List<String> failures(Subject subject, Workload workload) {
    return of(subject, workload).filter(Sample::failed).map(Sample::failure).distinct().toList();
  }

  private Stream<Sample> of(Subject subject, Workload workload) {
    return samples.stream()
        .filter(sample -> sample.subject().equals(subject) && sample.workload() == workload);
  }
}
