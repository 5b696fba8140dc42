package dev.deltawire.gateway.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Values by path; a part {@code {name}} of a path stands for any one part that is not empty.
 *
 * <p>Parts are compared as sent, exactly; of two paths that match, the one that has the
 * first literal part where the other has a variable wins.
 */
final class PathTree<T> {

  /**
   * What was found.
   *
   * @param parts what the variables stand for, in their order, as sent
   */
  record Match<T>(T value, List<String> parts) {}

  private static final class Node<T> {
    private final Map<String, Node<T>> literals = new HashMap<>();
    private Node<T> variable;
    private T value;
  }

  private final Node<T> root = new Node<>();

  /** The value at a path; made there if there is none. */
  T at(String path, Supplier<T> fresh) {
    Node<T> node = root;
    for (String part : split(path)) {
      node = isVariable(part) ? variable(node) : literal(node, part);
    }
    if (node.value == null) {
      node.value = fresh.get();
    }
    return node.value;
  }

  /** The value whose path matches. */
  Optional<Match<T>> find(String path) {
    return find(root, split(path), 0, new ArrayList<>());
  }

  /** Whether a part of a path stands for others. */
  static boolean isVariable(String part) {
    return part.startsWith("{") && part.endsWith("}");
  }

  /** The parts of a path between its slashes. */
  static List<String> split(String path) {
    return List.of(path.split("/", -1));
  }

  private static <T> Node<T> literal(Node<T> node, String part) {
    return node.literals.computeIfAbsent(part, p -> new Node<>());
  }

  private static <T> Node<T> variable(Node<T> node) {
    if (node.variable == null) {
      node.variable = new Node<>();
    }
    return node.variable;
  }

  private static <T> Optional<Match<T>> find(
      Node<T> node, List<String> parts, int index, List<String> variables) {
    if (index == parts.size()) {
      return Optional.ofNullable(node.value).map(value -> new Match<>(value, variables));
    }
    String part = parts.get(index);
    Node<T> literal = node.literals.get(part);
    if (literal != null) {
      Optional<Match<T>> match = find(literal, parts, index + 1, variables);
      if (match.isPresent()) {
        return match;
      }
    }
    if (node.variable == null || part.isEmpty()) {
      return Optional.empty();
    }
    List<String> more = new ArrayList<>(variables);
    more.add(part);
    return find(node.variable, parts, index + 1, more);
  }
}
