package dev.deltawire.benchmarks.codec;

import dev.deltawire.codec.ChatEncoder;
import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.HomeEncoder;
import java.util.UUID;

/** The deltas that are written: what is constant in them, member by member. */
enum DeltaShape {
  /** H-13. */
  CHAT_DELTA("type", "chat.delta", "payload", "conversationId", "content", "role"),
  /** C-18, whose last member is the offset of the text's end. */
  MESSAGE_DELTA("method", "events.messageDelta", "params", "id", "delta", "offset");

  static final UUID ID = UUID.fromString("5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10");
  static final String ID_TEXT = ID.toString();
  static final String ROLE = "assistant";

  final String kindName;
  final String kind;
  final String bodyName;
  final String idName;
  final String textName;
  final String lastName;

  DeltaShape(
      String kindName,
      String kind,
      String bodyName,
      String idName,
      String textName,
      String lastName) {
    this.kindName = kindName;
    this.kind = kind;
    this.bodyName = bodyName;
    this.idName = idName;
    this.textName = textName;
    this.lastName = lastName;
  }

  boolean hasOffset() {
    return this == MESSAGE_DELTA;
  }

  /** Ours. */
  DeltaTemplate template() {
    return hasOffset() ? ChatEncoder.delta(ID) : HomeEncoder.delta(ID);
  }

  /** The message up to the text with its quotes. */
  String before() {
    return "{\"%s\":\"%s\",\"%s\":{\"%s\":\"%s\",\"%s\":"
        .formatted(kindName, kind, bodyName, idName, ID_TEXT, textName);
  }

  /** The message after the text with its quotes, up to the offset or its end. */
  String after() {
    return ",\"" + lastName + (hasOffset() ? "\":" : "\":\"" + ROLE + "\"}}");
  }

  /** The whole message; written without our codec, which is measured against it. */
  String message(String escaped, long offset) {
    return before() + '"' + escaped + '"' + after() + (hasOffset() ? offset + "}}" : "");
  }
}
