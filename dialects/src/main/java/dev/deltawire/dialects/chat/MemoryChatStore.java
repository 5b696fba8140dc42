package dev.deltawire.dialects.chat;

/**
 * A store that lasts as long as the process.
 *
 * <p>Its messages take so much of the heap at most, all in all; above that, the oldest are
 * forgotten, as if they had never been.
 */
public final class MemoryChatStore implements ChatStore {

  /** The share of the heap from which on messages are forgotten, a byte a character. */
  private static final int SHARE = 16;

  private final MemoryRooms rooms = new MemoryRooms();
  private final MemoryMessages messages;

  private MemoryChatStore(long maxSize) {
    messages = new MemoryMessages(rooms, maxSize);
  }

  /** An empty store. */
  public static MemoryChatStore create() {
    return new MemoryChatStore(Runtime.getRuntime().maxMemory() / SHARE);
  }

  /** An empty store that forgets what is beyond so many characters. */
  static MemoryChatStore ofSize(long maxSize) {
    return new MemoryChatStore(maxSize);
  }

  @Override
  public Accounts accounts() {
    return rooms;
  }

  @Override
  public Conversations conversations() {
    return rooms;
  }

  @Override
  public Messages messages() {
    return messages;
  }

  @Override
  public Reactions reactions() {
    return messages;
  }
}
