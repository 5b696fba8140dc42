package dev.deltawire.dialects.messenger;

/** A store that forgets everything when the process ends. */
public final class MemoryMessengerStore implements MessengerStore {

  private final MemoryMessengerState state = new MemoryMessengerState();

  private MemoryMessengerStore() {}

  /** An empty one. */
  public static MemoryMessengerStore create() {
    return new MemoryMessengerStore();
  }

  @Override
  public Agents agents() {
    return new MemoryAgents(state);
  }

  @Override
  public Conversations conversations() {
    return new MemoryMessengerConversations(state);
  }

  @Override
  public Messages messages() {
    return new MemoryMessages(state);
  }

  @Override
  public Mailboxes mailboxes() {
    return new MemoryMailboxes(state);
  }
}
