package dev.deltawire.codec;

import dev.deltawire.codec.HomeInbound.Ok;
import dev.deltawire.codec.HomeInbound.Rejected;
import dev.deltawire.model.WireName;
import dev.deltawire.model.home.HomeClientFrame;
import dev.deltawire.model.home.HomeClientFrame.ChatMessage;
import dev.deltawire.model.home.HomeClientFrame.ChatResume;
import dev.deltawire.model.home.HomeClientFrame.NotificationAck;
import dev.deltawire.model.home.HomeClientFrame.NotificationList;
import dev.deltawire.model.home.HomeClientFrame.NotificationRead;
import dev.deltawire.model.home.HomeClientFrame.PingRequest;
import dev.deltawire.model.home.HomeClientFrame.WidgetSubscribe;
import dev.deltawire.model.home.HomeLimits;
import dev.deltawire.model.home.NotificationStatus;
import java.util.List;
import java.util.Set;

/**
 * The reader of what devices send in the {@code home} dialect.
 *
 * <p>One thread at a time. It keeps nothing of the bytes that it is given.
 */
public final class HomeDecoder {
  private static final Set<String> DOMAINS =
      Set.of("ping", "chat", "notification", "media", "plugin");
  private static final String NOTIFICATION_ID = "notificationId";
  private static final Rejected MALFORMED = new Rejected("Invalid message format", null);

  private enum Route implements WireName {
    PING_REQUEST(PingRequest.TYPE),
    CHAT_MESSAGE(ChatMessage.TYPE),
    CHAT_RESUME(ChatResume.TYPE),
    NOTIFICATION_ACK(NotificationAck.TYPE),
    NOTIFICATION_READ(NotificationRead.TYPE),
    NOTIFICATION_LIST(NotificationList.TYPE),
    WIDGET_SUBSCRIBE(WidgetSubscribe.TYPE);

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

  private final ChatMessageReader chatMessages = new ChatMessageReader();
  private final Envelope envelope = Envelope.ofTypeAndPayload();
  private final PayloadFields payload = envelope.payload();
  private final HomeInbound.Ping ping = new HomeInbound.Ping();
  private final HomeInbound.Noticed noticed = new HomeInbound.Noticed();

  private HomeDecoder() {}

  public static HomeDecoder create() {
    return new HomeDecoder();
  }

  /** Reads the message {@code buf[from,to)}; never throws, whatever it holds. */
  public HomeInbound decode(byte[] buf, int from, int to) {
    return decode(buf, from, to, false);
  }

  /**
   * The same for who is done with a message before the next one: a ping becomes a {@link
   * HomeInbound.Ping} unless its id has escapes, {@code notification.ack} and {@code
   * notification.read} a {@link HomeInbound.Noticed}; all are the decoder's own and no garbage.
   */
  public HomeInbound decodeInPlace(byte[] buf, int from, int to) {
    return decode(buf, from, to, true);
  }

  private HomeInbound decode(byte[] buf, int from, int to, boolean inPlace) {
    ChatMessage message = chatMessages.read(buf, from, to);
    return message == null ? decodeAny(buf, from, to, inPlace) : new Ok(message);
  }

  /** The same of any frame, also of one that a quick reader would read. */
  HomeInbound decodeAny(byte[] buf, int from, int to, boolean inPlace) {
    try {
      return inbound(buf, from, to, inPlace);
    } finally {
      envelope.forget();
    }
  }

  private HomeInbound inbound(byte[] buf, int from, int to, boolean inPlace) {
    if (!envelope.read(buf, from, to) || !isEnvelope()) {
      return MALFORMED; // H-44
    }
    Route route = Route.NAMES.find(envelope.type());
    if (route == null) {
      return unroutable(envelope.type());
    }
    if (inPlace && route == Route.PING_REQUEST && isPlain(ping)) {
      return ping;
    }
    try {
      return inPlace && isNoticed(route) ? noticed(route) : new Ok(read(route));
    } catch (InvalidField invalid) {
      return new Rejected("Invalid payload: " + invalid.field(), originalType()); // H-47
    }
  }

  /** Whether the id may travel back as it came. */
  private boolean isPlain(HomeInbound.Ping request) {
    RawSpan id = request.id();
    envelope.members().moveTo("id", id);
    boolean isPlain = !id.hasBackslash();
    if (!isPlain) {
      id.forget(); // nobody answers it
    }
    return isPlain;
  }

  private static boolean isNoticed(Route route) {
    return route == Route.NOTIFICATION_ACK || route == Route.NOTIFICATION_READ;
  }

  private HomeInbound noticed(Route route) {
    TextSpan id = payload.optionalText(NOTIFICATION_ID);
    if (id == null || !id.isUuid()) {
      throw new InvalidField(NOTIFICATION_ID);
    }
    return noticed.moveTo(route.wireName(), id);
  }

  /** H-07, X-18. */
  private boolean isEnvelope() {
    PayloadFields members = envelope.members();
    return envelope.type().hasCodePoints(1, HomeLimits.ENVELOPE_CODE_POINTS)
        && members.isStringOrAbsent("id", HomeLimits.ENVELOPE_CODE_POINTS)
        && members.isNumberOrAbsent("timestamp");
  }

  private HomeClientFrame read(Route route) {
    return switch (route) {
      case PING_REQUEST -> new PingRequest(id());
      case CHAT_MESSAGE -> chatMessage();
      case CHAT_RESUME ->
          new ChatResume(payload.uuid("conversationId"), payload.integerOr("offset", 0));
      case NOTIFICATION_ACK -> new NotificationAck(payload.uuid(NOTIFICATION_ID));
      case NOTIFICATION_READ -> new NotificationRead(payload.uuid(NOTIFICATION_ID));
      case NOTIFICATION_LIST -> new NotificationList(status());
      case WIDGET_SUBSCRIBE -> new WidgetSubscribe(slugs());
    };
  }

  /** H-11. */
  private ChatMessage chatMessage() {
    String content = payload.stringOfBytes("content", 1, HomeLimits.CONTENT_BYTES);
    if (content.isBlank()) {
      throw new InvalidField("content");
    }
    return new ChatMessage(content, payload.optionalUuid("conversationId"));
  }

  /** H-20. */
  private NotificationStatus status() {
    return payload
        .optionalConstant("status", NotificationStatus.values())
        .orElse(NotificationStatus.PENDING);
  }

  /** H-22. */
  private List<String> slugs() {
    List<String> slugs = payload.strings("slugs", HomeLimits.SLUGS);
    if (slugs.isEmpty() || !slugs.stream().allMatch(HomeLimits::isSlug)) {
      throw new InvalidField("slugs");
    }
    return slugs;
  }

  private Rejected unroutable(TextSpan type) {
    String domain = type.beforeDot(); // H-27
    String message =
        DOMAINS.contains(domain)
            ? "Unknown message type: " + QuotedInput.of(type.toString()) // H-46
            : "No handler for domain: " + QuotedInput.of(domain); // H-45
    return new Rejected(message, type.toString());
  }

  private String originalType() {
    return envelope.type().toString();
  }

  private String id() {
    return envelope.members().optionalString("id", 0, HomeLimits.ENVELOPE_CODE_POINTS);
  }
}
