package dev.deltawire.dialects.messenger;

import java.time.Instant;
import java.util.List;

/**
 * A conversation of several agents (M-50).
 *
 * @param id also the conversation's
 * @param members the creator among them
 */
public record Group(
    String id, String name, List<String> members, String createdBy, Instant createdAt) {

  public Group {
    members = List.copyOf(members);
  }
}
