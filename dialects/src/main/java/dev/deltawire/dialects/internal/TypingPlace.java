package dev.deltawire.dialects.internal;

import java.util.List;

/**
 * Somebody in a conversation, with the events that tell who takes part there of the typing: made
 * once, published as often as it is wanted.
 *
 * <p>Equal to any other one of the same person in the same conversation. Who takes part never
 * changes, so that what was right when it was made stays right.
 *
 * @param <C> what names conversations
 */
public final class TypingPlace<C> {

  /** Places that tell more topics are not kept: they would be long. */
  private static final int FEW_TOPICS = 32;

  private final String who;
  private final C where;

  /** Null when it is known no more who is told. */
  private final String[] topics;

  private final byte[] started;
  private final byte[] stopped;

  /**
   * A place.
   *
   * @param topics of those who are told
   * @param started what they are told when the typing begins, or goes on
   * @param stopped what they are told when it ends
   */
  public TypingPlace(String who, C where, List<String> topics, byte[] started, byte[] stopped) {
    this.who = who;
    this.where = where;
    this.topics = topics.toArray(String[]::new);
    this.started = started;
    this.stopped = stopped;
  }

  private TypingPlace(String who, C where) {
    this.who = who;
    this.where = where;
    this.topics = null;
    this.started = null;
    this.stopped = null;
  }

  /** Who types. */
  public String who() {
    return who;
  }

  /** Whether it is that one's. */
  public boolean isOf(String one) {
    return who.equals(one);
  }

  /** Whether it is in that conversation. */
  public boolean isIn(C conversation) {
    return where.equals(conversation);
  }

  /** The conversation. */
  public C where() {
    return where;
  }

  /** Whether so few are told that it may be kept; of a place that is {@link #isWhole whole}. */
  public boolean isSmall() {
    return topics.length <= FEW_TOPICS;
  }

  /** What is kept while the typing lasts: a small place whole, of others only whose and where. */
  public TypingPlace<C> kept() {
    return isSmall() ? this : new TypingPlace<>(who, where);
  }

  /** Whether it is known who is told; what was {@link #kept} of a large place has to be asked. */
  public boolean isWhole() {
    return topics != null;
  }

  /** Tells everybody. Does not block. */
  public void tell(boolean isTyping, Fanout<?> fanout) {
    byte[] event = isTyping ? started : stopped;
    for (String topic : topics) {
      fanout.publish(topic, event);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TypingPlace<?> place
        && who.equals(place.who)
        && where.equals(place.where);
  }

  @Override
  public int hashCode() {
    return 31 * who.hashCode() + where.hashCode();
  }
}
