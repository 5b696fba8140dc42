package dev.deltawire.codec;

import dev.deltawire.codec.MessengerInbound.Act;
import dev.deltawire.codec.MessengerInbound.Act.Kind;
import dev.deltawire.codec.MessengerInbound.Ok;
import dev.deltawire.codec.MessengerInbound.Rejected;
import dev.deltawire.model.WireName;
import dev.deltawire.model.messenger.CustomMessage;
import dev.deltawire.model.messenger.ErrorCode;
import dev.deltawire.model.messenger.MessengerClientFrame;
import dev.deltawire.model.messenger.MessengerClientFrame.Hello;
import dev.deltawire.model.messenger.MessengerClientFrame.PresenceUpdate;
import dev.deltawire.model.messenger.MessengerClientFrame.ReadMessage;
import dev.deltawire.model.messenger.MessengerClientFrame.ReadThrough;
import dev.deltawire.model.messenger.MessengerClientFrame.TypingStart;
import dev.deltawire.model.messenger.MessengerClientFrame.TypingStop;
import dev.deltawire.model.messenger.MessengerLimits;
import dev.deltawire.model.messenger.MessengerServerFrame.MessengerError;
import dev.deltawire.model.messenger.PresenceStatus;
import java.util.Optional;

/**
 * The reader of what agents send in the {@code messenger} dialect.
 *
 * <p>One thread at a time. It keeps nothing of the bytes that it is given.
 */
public final class MessengerDecoder {
  private static final String CONVERSATION_ID = "conversation_id";
  private static final String MESSAGE_ID = "message_id";
  private static final Rejected MALFORMED = invalid("invalid message");
  private static final Rejected SEND = // M-23
      new Rejected(
          new MessengerError(
              ErrorCode.UNSUPPORTED_ACTION, "message.send is not supported, use POST /v1/messages"),
          false);

  private enum Route implements WireName {
    HELLO(Hello.TYPE),
    READ_ACK(ReadThrough.TYPE),
    PRESENCE(PresenceUpdate.TYPE),
    TYPING_START(TypingStart.TYPE),
    TYPING_STOP(TypingStop.TYPE),
    SEND("message.send");

    private static final WireNames<Route> NAMES = WireNames.of(values(), Route::wireName);

    private final String type;

    Route(String type) {
      this.type = type;
    }

    @Override
    public String wireName() {
      return type;
    }
  }

  private final Envelope envelope = Envelope.ofTypeAndPayload();
  private final PayloadFields payload = envelope.payload();
  private final Act act = new Act();

  private MessengerDecoder() {}

  public static MessengerDecoder create() {
    return new MessengerDecoder();
  }

  /** Reads the message {@code buf[from,to)}; never throws, whatever it holds. */
  public MessengerInbound decode(byte[] buf, int from, int to) {
    return decode(buf, from, to, false);
  }

  /**
   * The same for who is done with a message before the next one: what is read and typed becomes an
   * {@link Act}, which is the decoder's own, and no garbage.
   */
  public MessengerInbound decodeInPlace(byte[] buf, int from, int to) {
    return decode(buf, from, to, true);
  }

  private MessengerInbound decode(byte[] buf, int from, int to, boolean inPlace) {
    try {
      return inbound(buf, from, to, inPlace);
    } finally {
      envelope.forget();
    }
  }

  private MessengerInbound inbound(byte[] buf, int from, int to, boolean inPlace) {
    if (!envelope.read(buf, from, to)) {
      return MALFORMED; // M-52
    }
    Route route = Route.NAMES.find(envelope.type());
    if (route == null) {
      return unknown(envelope.type().toString());
    }
    try {
      return inPlace ? readInPlace(route) : read(route);
    } catch (InvalidField invalid) {
      return invalid("invalid field: " + invalid.field());
    }
  }

  private MessengerInbound read(Route route) {
    return switch (route) {
      case HELLO -> new Ok(hello());
      case READ_ACK -> new Ok(readAck());
      case PRESENCE -> new Ok(presence());
      case TYPING_START -> new Ok(new TypingStart(text(CONVERSATION_ID)));
      case TYPING_STOP -> new Ok(new TypingStop(text(CONVERSATION_ID)));
      case SEND -> SEND;
    };
  }

  private MessengerInbound readInPlace(Route route) {
    return switch (route) {
      case READ_ACK -> readAckInPlace();
      case TYPING_START -> act(Kind.TYPING_START, CONVERSATION_ID, 0);
      case TYPING_STOP -> act(Kind.TYPING_STOP, CONVERSATION_ID, 0);
      case HELLO, PRESENCE, SEND -> read(route);
    };
  }

  /** As {@link #readAck()}. */
  private Act readAckInPlace() {
    long throughSeq = throughSeq();
    return throughSeq >= 0
        ? act(Kind.READ_THROUGH, CONVERSATION_ID, throughSeq)
        : act(Kind.READ_MESSAGE, MESSAGE_ID, 0);
  }

  private Act act(Kind kind, String idField, long throughSeq) {
    payload.moveTo(idField, act.id());
    return act.as(kind, throughSeq);
  }

  /** M-10: what is found first counts, whatever it is. */
  private Hello hello() {
    PayloadFields members = envelope.members();
    if (!members.isAbsent("token")) {
      return hello(members, "token");
    }
    if (!members.isAbsent("api_key")) {
      return hello(members, "api_key");
    }
    return hello(payload, payload.isAbsent("token") ? "api_key" : "token");
  }

  private static Hello hello(PayloadFields fields, String field) {
    try {
      return new Hello(fields.string(field, 1, MessengerLimits.KEY_CODE_POINTS));
    } catch (InvalidField noKey) {
      return new Hello("");
    }
  }

  /** M-20. */
  private MessengerClientFrame readAck() {
    long throughSeq = throughSeq();
    return throughSeq >= 0
        ? new ReadThrough(text(CONVERSATION_ID), throughSeq)
        : new ReadMessage(text(MESSAGE_ID));
  }

  /** Negative when absent. */
  private long throughSeq() {
    return payload.integerOr("through_seq", -1);
  }

  /** M-21: null clears the custom message, absence leaves it. */
  private PresenceUpdate presence() {
    PresenceStatus status = payload.constant("status", PresenceStatus.values());
    if (payload.isNull("custom_message")) {
      return new PresenceUpdate(status, Optional.of(CustomMessage.NONE));
    }
    String text =
        payload.optionalString("custom_message", 0, MessengerLimits.CUSTOM_MESSAGE_CODE_POINTS);
    return new PresenceUpdate(status, Optional.ofNullable(text).map(CustomMessage::new));
  }

  private String text(String field) {
    return payload.string(field, 0, Integer.MAX_VALUE);
  }

  private static Rejected invalid(String message) {
    return new Rejected(new MessengerError(ErrorCode.VALIDATION_ERROR, message), true);
  }

  /** M-53. */
  private static Rejected unknown(String type) {
    String message = "unknown type: " + QuotedInput.of(type);
    return new Rejected(new MessengerError(ErrorCode.UNSUPPORTED_ACTION, message), true);
  }
}
