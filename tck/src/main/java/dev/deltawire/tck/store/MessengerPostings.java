package dev.deltawire.tck.store;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Draft;
import dev.deltawire.dialects.messenger.Group;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.dialects.messenger.Posting;
import dev.deltawire.dialects.messenger.SendOutcome;
import dev.deltawire.dialects.messenger.SendOutcome.Stored;
import dev.deltawire.dialects.messenger.SystemMessage;
import dev.deltawire.dialects.messenger.Target;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.dialects.messenger.Target.ToConversation;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessageType;
import java.time.Instant;
import java.util.List;

/** What tests put into a store of the messenger dialect: ids are counted, times stand still. */
public final class MessengerPostings {

  /** The time of everything. */
  public static final Instant AT = Instant.parse("2026-04-23T14:02:10.123Z");

  private static final long MAX_BACKLOG = 10_000;

  private final MessengerStore store;
  private long count;

  private MessengerPostings(MessengerStore store) {
    this.store = store;
  }

  /** Posts to that store. */
  public static MessengerPostings to(MessengerStore store) {
    return new MessengerPostings(store);
  }

  /** Registers agents; the key of each is {@code key-HANDLE}. */
  public MessengerPostings register(String... handles) throws StoreException {
    for (String handle : handles) {
      store.agents().register(handle, SecretHash.of("key-" + handle));
    }
    return this;
  }

  /** A message that can only be stored. */
  public Message direct(String sender, String recipient) throws StoreException {
    return stored(send(sender, new ToAgent(recipient))).message();
  }

  /** A message to a conversation that can only be stored. */
  public Message reply(String sender, String conversation) throws StoreException {
    return stored(send(sender, new ToConversation(conversation))).message();
  }

  /** The same with a text of so many characters. */
  public Message directOf(int characters, String sender, String recipient) throws StoreException {
    String id = "c" + (count + 1);
    String text = "x".repeat(characters);
    return stored(
            store.messages().send(posting(sender, new ToAgent(recipient), id, MAX_BACKLOG, text)))
        .message();
  }

  /** Sends a message. */
  public SendOutcome send(String sender, Target target) throws StoreException {
    return store.messages().send(posting(sender, target, "c" + (count + 1), MAX_BACKLOG));
  }

  /** What {@link #send} would send. */
  public Posting posting(String sender, Target target, String clientMsgId, long maxBacklog) {
    return posting(sender, target, clientMsgId, maxBacklog, Long.toString(count + 1));
  }

  private Posting posting(
      String sender, Target target, String clientMsgId, long maxBacklog, String text) {
    count++;
    RawJson content = JsonText.parse("{\"text\":\"" + text + "\"}").orElseThrow();
    Draft draft =
        new Draft(sender, target, clientMsgId, MessageType.TEXT, content, RawJson.EMPTY_OBJECT);
    return new Posting(draft, "msg_" + count, "conv_" + count, AT, maxBacklog);
  }

  /** Adds a group of these, made by the first; returns its id. */
  public String group(String... members) throws StoreException {
    return groupIn(store, members);
  }

  /** Adds the same group here and to another store; returns its id. */
  public String groupIn(MessengerStore other, String... members) throws StoreException {
    count++;
    Group group = new Group("grp_" + count, "g", List.of(members), members[0], AT);
    store.conversations().addGroup(group);
    if (other != store) {
      other.conversations().addGroup(group);
    }
    return group.id();
  }

  /** What ends a group. */
  public SystemMessage last(String actor) {
    count++;
    String content = "{\"data\":{\"event\":\"group_deleted\",\"actor_handle\":\"" + actor + "\"}}";
    return new SystemMessage("msg_" + count, JsonText.parse(content).orElseThrow(), AT);
  }

  /** The outcome, which is that it was stored. */
  public static Stored stored(SendOutcome outcome) {
    if (outcome instanceof Stored stored) {
      return stored;
    }
    throw new AssertionError("not stored: " + outcome);
  }
}
