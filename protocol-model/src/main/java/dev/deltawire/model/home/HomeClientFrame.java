package dev.deltawire.model.home;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.internal.Require;
import java.util.List;
import java.util.UUID;

/** What a device may send, with every constraint of its row fulfilled. */
public sealed interface HomeClientFrame {
  /** The frame's {@code type} on the wire. */
  String type();

  /**
   * A heartbeat check of the application (H-09).
   *
   * @param id what the response repeats, or null (H-08)
   */
  record PingRequest(String id) implements HomeClientFrame {
    public static final String TYPE = "ping.request";

    public PingRequest {
      if (id != null) {
        Require.codePoints("id", id, 0, HomeLimits.ENVELOPE_CODE_POINTS);
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A message to the assistant (H-11).
   *
   * @param conversationId null for a new conversation (H-30)
   */
  record ChatMessage(String content, UUID conversationId) implements HomeClientFrame {
    public static final String TYPE = "chat.message";

    public ChatMessage {
      Require.utf8Bytes("content", content, 1, HomeLimits.CONTENT_BYTES);
      if (content.isBlank()) {
        throw new IllegalArgumentException("content must not be blank");
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A request for the rest of a conversation's reply (H-12).
   *
   * @param offset UTF-8 bytes of the reply that the device already has
   */
  record ChatResume(UUID conversationId, long offset) implements HomeClientFrame {
    public static final String TYPE = "chat.resume";

    public ChatResume {
      requireNonNull(conversationId, "conversationId");
      Require.integer("offset", offset, 0);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The receipt of a notification (H-18). */
  record NotificationAck(UUID notificationId) implements HomeClientFrame {
    public static final String TYPE = "notification.ack";

    public NotificationAck {
      requireNonNull(notificationId, "notificationId");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The reading of a notification (H-19). */
  record NotificationRead(UUID notificationId) implements HomeClientFrame {
    public static final String TYPE = "notification.read";

    public NotificationRead {
      requireNonNull(notificationId, "notificationId");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A request for the device's notifications in one status (H-20). */
  record NotificationList(NotificationStatus status) implements HomeClientFrame {
    public static final String TYPE = "notification.list";

    public NotificationList {
      requireNonNull(status, "status");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A subscription to the data of widgets (H-22). */
  record WidgetSubscribe(List<String> slugs) implements HomeClientFrame {
    public static final String TYPE = "plugin.widget.subscribe";

    public WidgetSubscribe {
      slugs = List.copyOf(slugs);
      if (slugs.isEmpty() || slugs.size() > HomeLimits.SLUGS) {
        throw new IllegalArgumentException("slugs must be 1 to 64, are " + slugs.size());
      }
      if (!slugs.stream().allMatch(HomeLimits::isSlug)) {
        throw new IllegalArgumentException("not a slug in " + slugs);
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }
}
