package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.dialects.internal.WindowRate;
import dev.deltawire.dialects.messenger.SendOutcome.Refused;
import dev.deltawire.dialects.messenger.SendOutcome.Replayed;
import dev.deltawire.dialects.messenger.SendOutcome.Stored;
import dev.deltawire.model.messenger.DeliveryId;
import dev.deltawire.model.messenger.DeliveryStatus;
import dev.deltawire.model.messenger.ErrorCode;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageNew;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageRead;
import dev.deltawire.model.messenger.MessengerServerFrame.RateLimitWarning;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where agents send, read and acknowledge; all that sockets are told of it starts here.
 *
 * <p>Thread: any but a loop's; every method may block on the store. What a method has reported is
 * durable; what it throws for has had no effect.
 */
public final class Postbox {

  private static final String SEND_ENDPOINT = "/v1/messages";

  private final MessengerStore store;
  private final Fanout<MailboxEvent> fanout;
  private final InstantSource clock;
  private final WindowRate<String> sends;
  private final int maxBacklog;
  private final int backlogWarning;

  Postbox(MessengerSettings settings, Fanout<MailboxEvent> fanout, InstantSource clock) {
    this.store = settings.store();
    this.fanout = fanout;
    this.clock = clock;
    this.sends = new WindowRate<>(settings.sendRate(), settings.sendWindow(), clock);
    this.maxBacklog = settings.maxBacklog();
    this.backlogWarning = settings.backlogWarning();
  }

  /** Sends a message, or finds the one that was sent under the same id before (M-41). */
  public Sent send(Draft draft) throws Refusal, StoreException {
    Draft checked = checkedOrReplayed(draft);
    countSend(draft.sender());
    Posting posting =
        new Posting(
            checked, MessengerIds.message(), MessengerIds.conversation(), now(), maxBacklog);
    SendOutcome outcome = store.messages().send(posting);
    if (outcome instanceof Stored stored) {
      publish(stored.message(), stored.deliveries());
      return sent(stored);
    }
    if (outcome instanceof Replayed replayed) {
      return replayed(replayed.entry());
    }
    throw refusal((Refused) outcome);
  }

  /** What was sent under an id, whatever a request with the same id says besides (M-41). */
  public Optional<Sent> findSent(String sender, String clientMsgId) throws Refusal, StoreException {
    Optional<Entry> entry = store.messages().findSent(sender, clientMsgId);
    if (entry.isPresent()) {
      countSend(sender);
    }
    return entry.map(Postbox::replayed);
  }

  /** A part of a conversation (M-42). */
  public List<Entry> history(String reader, String conversationId, HistoryQuery query)
      throws Refusal, StoreException {
    return store
        .messages()
        .history(conversationId, reader, query)
        .orElseThrow(Refusal::conversationNotFound);
  }

  /** What is not delivered yet after a delivery, oldest first (M-44). */
  public List<Entry> undelivered(
      String reader, Optional<String> after, Optional<String> conversationId, int limit)
      throws Refusal, StoreException {
    OptionalLong number = after.map(DeliveryId::number).orElse(OptionalLong.of(0));
    if (number.isEmpty()) {
      throw Refusal.ofField("after", "after is no delivery");
    }
    return store.mailboxes().undelivered(reader, number.getAsLong(), conversationId, limit);
  }

  /** Makes all deliveries up to one delivered; how many were not (M-45). */
  public long acknowledge(String reader, String lastDeliveryId) throws Refusal, StoreException {
    OptionalLong number = DeliveryId.number(lastDeliveryId);
    OptionalLong acked =
        number.isEmpty() ? number : store.mailboxes().deliverThrough(reader, number.getAsLong());
    return acked.orElseThrow(
        () -> Refusal.ofField("last_delivery_id", "last_delivery_id is none of yours"));
  }

  /** Reads a conversation up to a place (M-32). */
  public Reading readThrough(String reader, String conversationId, long throughSeq)
      throws Refusal, StoreException {
    return told(
        store
            .mailboxes()
            .read(reader, conversationId, throughSeq, now())
            .orElseThrow(Refusal::conversationNotFound));
  }

  /** Reads a conversation up to a message (M-32, M-43). */
  public Reading readMessage(String reader, String messageId) throws Refusal, StoreException {
    return told(
        store
            .mailboxes()
            .readMessage(reader, messageId, now())
            .orElseThrow(() -> Refusal.of(ErrorCode.MESSAGE_NOT_FOUND, "message not found")));
  }

  /** The time as it is stored and told. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Nudges the recipients' sockets. */
  void publish(Message message, List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      fanout.publish(
          MailboxEvent.topic(delivery.recipient()),
          MailboxEvent.Codec.delivered(new MessageNew(message, delivery.number())));
    }
  }

  /** A replay is answered whatever its body. */
  private Draft checkedOrReplayed(Draft draft) throws Refusal, StoreException {
    try {
      return ContentRules.checked(draft);
    } catch (Refusal refusal) {
      if (store.messages().findSent(draft.sender(), draft.clientMsgId()).isEmpty()) {
        throw refusal;
      }
      return draft;
    }
  }

  /** M-38, M-48. */
  private void countSend(String sender) throws Refusal {
    WindowRate.Outcome outcome = sends.take(sender);
    if (!outcome.taken()) {
      throw Refusal.rateLimited(outcome.retryAfter());
    }
    if (outcome.warning()) {
      RateLimitWarning warning =
          new RateLimitWarning(
              SEND_ENDPOINT,
              sends.limit(),
              outcome.remaining(),
              outcome.resetAt(),
              "approaching limit");
      fanout.publish(MailboxEvent.topic(sender), MailboxEvent.Codec.notice(warning));
    }
  }

  private Sent sent(Stored stored) {
    boolean many = stored.backlog() >= backlogWarning; // M-47
    return new Sent(
        new Entry(stored.message(), 0, DeliveryStatus.STORED),
        true,
        stored.deliveries().isEmpty() ? "" : stored.deliveries().get(0).recipient(),
        many ? OptionalLong.of(stored.backlog()) : OptionalLong.empty());
  }

  private static Sent replayed(Entry entry) {
    return new Sent(entry, false, "", OptionalLong.empty());
  }

  private static Refusal refusal(Refused refused) {
    return switch (refused) {
      case AGENT_NOT_FOUND -> Refusal.agentNotFound();
      case CONVERSATION_NOT_FOUND -> Refusal.conversationNotFound();
      case GROUP_DELETED -> Refusal.of(ErrorCode.GROUP_DELETED, "the group was deleted");
      case BACKLOGGED ->
          Refusal.of(
              ErrorCode.RECIPIENT_BACKLOGGED, "the recipient has too many undelivered messages");
    };
  }

  /** M-33. */
  private Reading told(Reading reading) {
    if (reading.news().isPresent()) {
      MessageRead news = reading.news().get();
      for (String sender : reading.senders()) {
        fanout.publish(MailboxEvent.topic(sender), MailboxEvent.Codec.notice(news));
      }
    }
    return reading;
  }
}
