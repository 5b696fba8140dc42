package dev.deltawire.dialects.messenger;

/** The embedder's way to the agents and their messages: what REST and commands offer. */
public final class MessengerHub {

  private final Postbox postbox;
  private final Groups groups;
  private final Attendance attendance;
  private final AgentRegister agents;

  MessengerHub(MessengerParts parts, String keyPrefix) {
    MessengerStore store = parts.store();
    this.postbox = parts.postbox();
    this.groups = new Groups(store.conversations(), postbox, parts.fanout());
    this.attendance = parts.attendance();
    this.agents =
        new AgentRegister(store.agents(), KeyRing.of(store.agents(), keyPrefix), parts.fanout());
  }

  /** Sending, reading and acknowledging. */
  public Postbox postbox() {
    return postbox;
  }

  /** Groups. */
  public Groups groups() {
    return groups;
  }

  /** Presence. */
  public Attendance attendance() {
    return attendance;
  }

  /** Agents and their keys. */
  public AgentRegister agents() {
    return agents;
  }
}
