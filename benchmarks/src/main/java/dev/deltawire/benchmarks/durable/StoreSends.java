package dev.deltawire.benchmarks.durable;

import dev.deltawire.benchmarks.durable.Senders.Outcome;
import dev.deltawire.benchmarks.durable.Senders.Sender;
import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Draft;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.dialects.messenger.Posting;
import dev.deltawire.dialects.messenger.SendOutcome.Stored;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.MessageType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Senders that write to a store of their own process. */
final class StoreSends {

  /** About as long as what people write. */
  static final String CONTENT = "{\"text\":\"" + "x".repeat(280) + "\"}";

  private static final RawJson TEXT = JsonText.parse(CONTENT).orElseThrow();

  private StoreSends() {}

  /** Registers so many pairs; each sender sends to a recipient of its own. */
  static List<Sender> senders(MessengerStore store, int count) throws StoreException {
    List<Sender> senders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String from = "s" + i;
      String to = "r" + i;
      register(store, from);
      register(store, to);
      senders.add(n -> send(store, from, to, n));
    }
    return senders;
  }

  static void register(MessengerStore store, String handle) throws StoreException {
    store.agents().register(handle, SecretHash.of(handle));
  }

  /** Sends a message that must be stored. */
  static void send(MessengerStore store, String from, String to, int n) throws StoreException {
    String id = from + "_" + to + "_" + n;
    Draft draft =
        new Draft(from, new ToAgent(to), id, MessageType.TEXT, TEXT, RawJson.EMPTY_OBJECT);
    Posting posting = new Posting(draft, "msg_" + id, "conv_" + id, Instant.EPOCH, Long.MAX_VALUE);
    if (!(store.messages().send(posting) instanceof Stored)) {
      throw new IllegalStateException("not stored: " + id);
    }
  }

  /** Sends a commit, with one digit after the point. */
  static String perCommit(Outcome outcome, long commits) {
    long tenths = 10 * outcome.acknowledged() / Math.max(1, commits);
    return tenths / 10 + "." + tenths % 10;
  }
}
