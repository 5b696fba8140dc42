package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.dialects.internal.Presence;
import dev.deltawire.model.messenger.CustomMessage;
import dev.deltawire.model.messenger.MessengerClientFrame.PresenceUpdate;
import dev.deltawire.model.messenger.MessengerServerFrame.PresenceChanged;
import dev.deltawire.model.messenger.PresenceStatus;
import dev.deltawire.server.spi.Node;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who is here and how, as the contacts are told (M-34, M-46). Thread: any; may block. */
public final class Attendance {

  /** Changes of one agent's presence come one after the other; of others, mostly beside it. */
  private static final int LOCKS = 64;

  private final MessengerStore store;
  private final Fanout<MailboxEvent> fanout;
  private final TypingBoard typing;
  private final Node node;
  private final Presence<String> presence = new Presence<>(new Comings());
  private final Object[] locks = new Object[LOCKS];

  /** Of the agents that have a socket. */
  private final Map<String, PresenceStatus> statuses = new ConcurrentHashMap<>();

  Attendance(MessengerStore store, Fanout<MailboxEvent> fanout, TypingBoard typing, Node node) {
    this.store = store;
    this.fanout = fanout;
    this.typing = typing;
    this.node = node;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /** An agent's own presence (M-46). */
  public PresenceChanged own(String handle) throws Refusal, StoreException {
    Agent agent = store.agents().find(handle).orElseThrow(Refusal::agentNotFound);
    return new PresenceChanged(handle, status(handle), agent.customMessage());
  }

  /** The presence of a contact (M-46). */
  public PresenceChanged ofContact(String reader, String handle) throws Refusal, StoreException {
    if (!handle.equals(reader) && !store.conversations().areContacts(reader, handle)) {
      throw Refusal.agentNotFound();
    }
    return own(handle);
  }

  /** Changes an agent's presence; its status only as long as it has a socket (M-34, M-46). */
  public PresenceChanged update(String handle, PresenceUpdate update)
      throws Refusal, StoreException {
    synchronized (lock(handle)) {
      PresenceChanged before = own(handle);
      CustomMessage message = update.customMessage().orElse(before.customMessage());
      if (!message.equals(before.customMessage())) {
        store.agents().customMessage(handle, message);
      }
      statuses.computeIfPresent(handle, (here, status) -> update.status());
      PresenceChanged after = new PresenceChanged(handle, status(handle), message);
      if (!after.equals(before)) {
        tell(after);
      }
      return after;
    }
  }

  /** One more socket of an agent; it goes when the result ends. */
  Presence.Stay enter(String handle) {
    return presence.enter(handle);
  }

  private PresenceStatus status(String handle) {
    return Optional.ofNullable(statuses.get(handle)).orElse(PresenceStatus.OFFLINE);
  }

  private Object lock(String handle) {
    return locks[Math.floorMod(handle.hashCode(), LOCKS)];
  }

  private void tell(PresenceChanged changed) throws StoreException {
    byte[] event = MailboxEvent.Codec.notice(changed);
    for (String contact : store.conversations().contacts(changed.handle())) {
      fanout.publish(MailboxEvent.topic(contact), event);
    }
  }

  /** Tells of comings and goings; a store that fails then fails nothing else. */
  private final class Comings implements Presence.Listener<String> {

    @Override
    public void onArrival(String handle) {
      synchronized (lock(handle)) {
        statuses.put(handle, PresenceStatus.ONLINE);
        tellOf(handle);
      }
    }

    @Override
    public void onDeparture(String handle) {
      typing.leave(handle);
      synchronized (lock(handle)) {
        if (statuses.remove(handle) != PresenceStatus.OFFLINE) { // or contacts have been told so
          tellOf(handle);
        }
      }
    }

    private void tellOf(String handle) {
      try {
        Optional<Agent> agent = store.agents().find(handle);
        CustomMessage message = agent.map(Agent::customMessage).orElse(CustomMessage.NONE);
        tell(new PresenceChanged(handle, status(handle), message));
      } catch (StoreException e) {
        node.errorHandler().onError("messenger presence", e);
      }
    }
  }
}
