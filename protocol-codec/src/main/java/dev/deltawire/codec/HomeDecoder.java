package dev.deltawire.codec;

import dev.deltawire.codec.HomeInbound.Ok;
import dev.deltawire.codec.HomeInbound.Rejected;
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
  private static final Rejected MALFORMED = new Rejected("Invalid message format", null);
  private static final int ABSENT = -1;

  private enum Route {
    PING_REQUEST(PingRequest.TYPE),
    CHAT_MESSAGE(ChatMessage.TYPE),
    CHAT_RESUME(ChatResume.TYPE),
    NOTIFICATION_ACK(NotificationAck.TYPE),
    NOTIFICATION_READ(NotificationRead.TYPE),
    NOTIFICATION_LIST(NotificationList.TYPE),
    WIDGET_SUBSCRIBE(WidgetSubscribe.TYPE);

    private static final Route[] ALL = values();

    private final String type;

    Route(String type) {
      this.type = type;
    }

    /** The route of a type, or null. */
    static Route of(TextSpan type) {
      for (Route route : ALL) {
        if (type.contentEquals(route.type)) {
          return route;
        }
      }
      return null;
    }
  }

  private final JsonScanner scanner = JsonScanner.withBody("payload");
  private final JsonMembers envelope = scanner.envelope();
  private final PayloadFields payload = new PayloadFields(scanner.body());
  private final TextSpan text = new TextSpan();
  private byte[] buf;

  private HomeDecoder() {}

  public static HomeDecoder create() {
    return new HomeDecoder();
  }

  /** Reads the message {@code buf[from,to)}; never throws, whatever it holds. */
  public HomeInbound decode(byte[] buf, int from, int to) {
    this.buf = buf;
    if (!scanner.scan(buf, from, to) || !isEnvelope()) {
      return MALFORMED; // H-44
    }
    payload.start(buf);
    TextSpan type = textOf(present("type"));
    Route route = Route.of(type);
    if (route == null) {
      return unroutable(type);
    }
    try {
      return new Ok(read(route));
    } catch (InvalidField invalid) {
      return new Rejected("Invalid payload: " + invalid.field(), originalType()); // H-47
    }
  }

  /** H-07, X-18, X-20. */
  private boolean isEnvelope() {
    return scanner.isObject()
        && envelope.isUnique()
        && isType(present("type"))
        && isId(present("id"))
        && isPayload(present("payload"))
        && isTimestamp(present("timestamp"))
        && scanner.body().isUnique();
  }

  private boolean isType(int member) {
    return member != ABSENT && isText(member, 1);
  }

  private boolean isId(int member) {
    return member == ABSENT || isText(member, 0);
  }

  private boolean isText(int member, int minCodePoints) {
    if (first(member) != '"') {
      return false;
    }
    int codePoints = textOf(member).codePoints();
    return codePoints >= minCodePoints && codePoints <= HomeLimits.ENVELOPE_CODE_POINTS;
  }

  private boolean isPayload(int member) {
    return member == ABSENT || first(member) == '{';
  }

  private boolean isTimestamp(int member) {
    return member == ABSENT || JsonNumbers.startsWith(first(member));
  }

  private HomeClientFrame read(Route route) {
    return switch (route) {
      case PING_REQUEST -> new PingRequest(id());
      case CHAT_MESSAGE -> chatMessage();
      case CHAT_RESUME ->
          new ChatResume(payload.uuid("conversationId"), payload.integer("offset", 0));
      case NOTIFICATION_ACK -> new NotificationAck(payload.uuid("notificationId"));
      case NOTIFICATION_READ -> new NotificationRead(payload.uuid("notificationId"));
      case NOTIFICATION_LIST -> new NotificationList(status());
      case WIDGET_SUBSCRIBE -> new WidgetSubscribe(slugs());
    };
  }

  /** H-11. */
  private ChatMessage chatMessage() {
    String content = payload.string("content", 1, HomeLimits.CONTENT_BYTES);
    if (content.isBlank()) {
      throw new InvalidField("content");
    }
    return new ChatMessage(content, payload.optionalUuid("conversationId"));
  }

  /** H-20. */
  private NotificationStatus status() {
    TextSpan status = payload.optionalText("status");
    if (status == null) {
      return NotificationStatus.PENDING;
    }
    return NotificationStatus.ofWireName(status.toString())
        .orElseThrow(() -> new InvalidField("status"));
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
    return textOf(present("type")).toString();
  }

  private String id() {
    int member = present("id");
    return member == ABSENT ? null : textOf(member).toString();
  }

  /** The member of that name, {@link #ABSENT} also when it is null. */
  private int present(String name) {
    int member = envelope.find(name);
    return member < 0 || first(member) == 'n' ? ABSENT : member;
  }

  private byte first(int member) {
    return buf[envelope.valueFrom(member)];
  }

  private TextSpan textOf(int member) {
    return text.moveTo(buf, envelope.valueFrom(member), envelope.valueTo(member));
  }
}
