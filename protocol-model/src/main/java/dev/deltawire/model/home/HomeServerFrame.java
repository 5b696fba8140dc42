package dev.deltawire.model.home;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.JsonLimits;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.internal.Require;
import java.util.UUID;

/** What the hub may send, with every constraint of its row fulfilled. */
public sealed interface HomeServerFrame {
  /** The frame's {@code type} on the wire. */
  String type();

  /**
   * The answer to a heartbeat check (H-10).
   *
   * @param id the request's id, or null when it had none (H-08)
   * @param timeMillis the server's clock, Unix milliseconds
   */
  record PingResponse(String id, long timeMillis) implements HomeServerFrame {
    public static final String TYPE = "ping.response";

    public PingResponse {
      if (id != null) {
        Require.codePoints("id", id, 0, HomeLimits.ENVELOPE_CODE_POINTS);
      }
      Require.integer("time", timeMillis, 0);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A piece of the assistant's reply; empty only to tell a new conversation's id (H-13, H-30). */
  record ChatDelta(UUID conversationId, String content) implements HomeServerFrame {
    public static final String TYPE = "chat.delta";

    /** The {@code role} of every delta. */
    public static final String ROLE = "assistant";

    public ChatDelta {
      requireNonNull(conversationId, "conversationId");
      requireNonNull(content, "content");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The end of a reply, which is stored as {@code messageId} (H-14). */
  record ChatDone(UUID conversationId, UUID messageId) implements HomeServerFrame {
    public static final String TYPE = "chat.done";

    public ChatDone {
      requireNonNull(conversationId, "conversationId");
      requireNonNull(messageId, "messageId");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A tool at work within a reply (H-15). */
  record ChatToolCall(UUID conversationId, String toolName, ToolStatus status)
      implements HomeServerFrame {
    public static final String TYPE = "chat.tool_call";

    public ChatToolCall {
      requireNonNull(conversationId, "conversationId");
      requireNonNull(toolName, "toolName");
      requireNonNull(status, "status");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The failure of a chat request or of a reply, which it ends (H-16).
   *
   * @param conversationId null when the failed request named none (H-48)
   */
  record ChatError(UUID conversationId, String error) implements HomeServerFrame {
    public static final String TYPE = "chat.error";

    public ChatError {
      requireNonNull(error, "error");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A notification for the device (H-17).
   *
   * @param category null when there is none
   * @param data a JSON object
   */
  record NotificationPush(
      UUID id, String title, String body, NotificationLevel level, String category, RawJson data)
      implements HomeServerFrame {
    public static final String TYPE = "notification.push";

    public NotificationPush {
      requireNonNull(id, "id");
      Require.codePoints("title", title, 1, HomeLimits.TITLE_CODE_POINTS);
      Require.codePoints("body", body, 0, HomeLimits.BODY_CODE_POINTS);
      requireNonNull(level, "level");
      if (category != null) {
        Require.codePoints("category", category, 0, HomeLimits.CATEGORY_CODE_POINTS);
      }
      Require.object("data", data, HomeLimits.NOTIFICATION_DATA_BYTES);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The command to play a media file (H-21).
   *
   * @param position where to go on, in seconds, or null for the start
   */
  record MediaPlay(String mediaId, String url, String title, MediaType mediaType, Double position)
      implements HomeServerFrame {
    public static final String TYPE = "media.play";

    public MediaPlay {
      Require.codePoints("mediaId", mediaId, 0, HomeLimits.MEDIA_ID_CODE_POINTS);
      Require.codePoints("url", url, 0, HomeLimits.MEDIA_URL_CODE_POINTS);
      Require.codePoints("title", title, 0, HomeLimits.MEDIA_TITLE_CODE_POINTS);
      requireNonNull(mediaType, "type");
      if (position != null && !(position >= 0 && Double.isFinite(position))) {
        throw new IllegalArgumentException("position must be finite and not below 0");
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The data of a widget (H-23).
   *
   * @param data a JSON object
   */
  record WidgetData(String slug, RawJson data) implements HomeServerFrame {
    public static final String TYPE = "plugin.widget-data";

    public WidgetData {
      requireNonNull(slug, "slug");
      Require.object("data", data, HomeLimits.WIDGET_DATA_BYTES);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The news that a widget's code has changed (H-24).
   *
   * @param version the new bundle's number, {@code v} on the wire
   */
  record BundleChanged(String slug, long version) implements HomeServerFrame {
    public static final String TYPE = "plugin.widget.bundle-changed";

    public BundleChanged {
      requireNonNull(slug, "slug");
      Require.integer("v", version, -JsonLimits.MAX_INTEGER);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The command to play a sound, for tablets (H-25).
   *
   * @param durationMillis null when unknown
   */
  record TabletSound(String slug, String url, Long durationMillis) implements HomeServerFrame {
    public static final String TYPE = "plugin.tablet.sound";

    public TabletSound {
      requireNonNull(slug, "slug");
      requireNonNull(url, "url");
      if (durationMillis != null) {
        Require.integer("durationMs", durationMillis, 0);
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The answer to a frame that could not be handled (H-26).
   *
   * @param originalType the type as it came, or null when no valid one was read
   */
  record HomeError(String message, String originalType) implements HomeServerFrame {
    public static final String TYPE = "error";

    public HomeError {
      requireNonNull(message, "message");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }
}
