package dev.deltawire.codec;

import static dev.deltawire.codec.FrameParts.ascii;
import static dev.deltawire.codec.FrameParts.field;
import static dev.deltawire.codec.FrameParts.opening;

import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.home.HomeServerFrame.BundleChanged;
import dev.deltawire.model.home.HomeServerFrame.ChatDelta;
import dev.deltawire.model.home.HomeServerFrame.ChatDone;
import dev.deltawire.model.home.HomeServerFrame.ChatError;
import dev.deltawire.model.home.HomeServerFrame.ChatToolCall;
import dev.deltawire.model.home.HomeServerFrame.HomeError;
import dev.deltawire.model.home.HomeServerFrame.MediaPlay;
import dev.deltawire.model.home.HomeServerFrame.NotificationPush;
import dev.deltawire.model.home.HomeServerFrame.PingResponse;
import dev.deltawire.model.home.HomeServerFrame.TabletSound;
import dev.deltawire.model.home.HomeServerFrame.WidgetData;
import java.util.UUID;

/**
 * The writer of what the hub sends in the {@code home} dialect: compact, members in the order of
 * PROTOCOLS 4.3, absent fields left out.
 *
 * <p>Allocates nothing but for a media position.
 */
public final class HomeEncoder {
  private static final byte[] ID = ascii("{\"id\":");
  private static final byte[] PING_AFTER_ID =
      ascii(",\"type\":\"ping.response\",\"payload\":{\"time\":");
  private static final byte[] PING = opening(PingResponse.TYPE, "time");
  private static final byte[] DELTA = opening(ChatDelta.TYPE, "conversationId");
  private static final byte[] DONE = opening(ChatDone.TYPE, "conversationId");
  private static final byte[] TOOL_CALL = opening(ChatToolCall.TYPE, "conversationId");
  private static final byte[] CHAT_ERROR = opening(ChatError.TYPE, "conversationId");
  private static final byte[] CHAT_ERROR_WITHOUT_ID = opening(ChatError.TYPE, "error");
  private static final byte[] PUSH = opening(NotificationPush.TYPE, "id");
  private static final byte[] PLAY = opening(MediaPlay.TYPE, "mediaId");
  private static final byte[] WIDGET_DATA = opening(WidgetData.TYPE, "slug");
  private static final byte[] BUNDLE_CHANGED = opening(BundleChanged.TYPE, "slug");
  private static final byte[] SOUND = opening(TabletSound.TYPE, "slug");
  private static final byte[] ERROR = opening(HomeError.TYPE, "message");

  private static final byte[] MESSAGE_ID = field("messageId");
  private static final byte[] CONTENT = field("content");
  private static final byte[] TOOL_NAME = field("toolName");
  private static final byte[] STATUS = field("status");
  private static final byte[] ERROR_FIELD = field("error");
  private static final byte[] TITLE = field("title");
  private static final byte[] BODY = field("body");
  private static final byte[] LEVEL = field("level");
  private static final byte[] CATEGORY = field("category");
  private static final byte[] DATA = field("data");
  private static final byte[] URL = field("url");
  private static final byte[] TYPE = field("type");
  private static final byte[] POSITION = field("position");
  private static final byte[] VERSION = field("v");
  private static final byte[] DURATION = field("durationMs");
  private static final byte[] ORIGINAL_TYPE = field("originalType");
  private static final byte[] ROLE_END = ascii(",\"role\":\"" + ChatDelta.ROLE + "\"}}");
  private static final byte[] END = ascii("}}");

  private HomeEncoder() {}

  /** Appends one frame. */
  public static void encode(HomeServerFrame frame, JsonWriter out) {
    if (frame instanceof ChatDelta delta) {
      chatDelta(delta, out);
    } else if (frame instanceof ChatDone done) {
      out.raw(DONE).uuid(done.conversationId()).raw(MESSAGE_ID).uuid(done.messageId()).raw(END);
    } else if (frame instanceof ChatToolCall call) {
      chatToolCall(call, out);
    } else if (frame instanceof ChatError error) {
      chatError(error, out);
    } else if (frame instanceof PingResponse response) {
      pingResponse(response, out);
    } else if (frame instanceof HomeError error) {
      error(error, out);
    } else {
      encodeCommand(frame, out);
    }
  }

  /** The constant parts of a conversation's {@code chat.delta} frames (H-13). */
  public static DeltaTemplate delta(UUID conversationId) {
    JsonWriter prefix = JsonWriter.create();
    prefix.raw(DELTA).uuid(conversationId).raw(CONTENT).raw('"');
    JsonWriter suffix = JsonWriter.create();
    suffix.raw('"').raw(ROLE_END);
    return DeltaTemplate.of(prefix.toByteArray(), suffix.toByteArray());
  }

  /** What is sent to a device without its asking. */
  private static void encodeCommand(HomeServerFrame frame, JsonWriter out) {
    if (frame instanceof NotificationPush push) {
      notificationPush(push, out);
    } else if (frame instanceof MediaPlay play) {
      mediaPlay(play, out);
    } else if (frame instanceof WidgetData widget) {
      out.raw(WIDGET_DATA).string(widget.slug()).raw(DATA).rawJson(widget.data()).raw(END);
    } else if (frame instanceof BundleChanged bundle) {
      out.raw(BUNDLE_CHANGED).string(bundle.slug()).raw(VERSION).number(bundle.version()).raw(END);
    } else {
      tabletSound((TabletSound) frame, out);
    }
  }

  private static void chatDelta(ChatDelta delta, JsonWriter out) {
    out.raw(DELTA).uuid(delta.conversationId()).raw(CONTENT).string(delta.content()).raw(ROLE_END);
  }

  private static void chatToolCall(ChatToolCall call, JsonWriter out) {
    out.raw(TOOL_CALL).uuid(call.conversationId()).raw(TOOL_NAME).string(call.toolName());
    out.raw(STATUS).string(call.status().wireName()).raw(END);
  }

  private static void chatError(ChatError error, JsonWriter out) {
    if (error.conversationId() == null) { // H-48
      out.raw(CHAT_ERROR_WITHOUT_ID);
    } else {
      out.raw(CHAT_ERROR).uuid(error.conversationId()).raw(ERROR_FIELD);
    }
    out.string(error.error()).raw(END);
  }

  private static void pingResponse(PingResponse response, JsonWriter out) {
    if (response.id() == null) { // H-08
      out.raw(PING);
    } else {
      out.raw(ID).string(response.id()).raw(PING_AFTER_ID);
    }
    out.number(response.timeMillis()).raw(END);
  }

  /** The same where the request's id is as it came, without escapes. */
  static void pingResponse(RawSpan id, long timeMillis, JsonWriter out) {
    if (id.isAbsent()) {
      out.raw(PING);
    } else {
      id.writeTo(out.raw(ID));
      out.raw(PING_AFTER_ID);
    }
    out.number(timeMillis).raw(END);
  }

  private static void error(HomeError error, JsonWriter out) {
    out.raw(ERROR).string(error.message());
    if (error.originalType() != null) {
      out.raw(ORIGINAL_TYPE).string(error.originalType());
    }
    out.raw(END);
  }

  private static void notificationPush(NotificationPush push, JsonWriter out) {
    out.raw(PUSH).uuid(push.id()).raw(TITLE).string(push.title()).raw(BODY).string(push.body());
    out.raw(LEVEL).string(push.level().wireName());
    if (push.category() != null) {
      out.raw(CATEGORY).string(push.category());
    }
    out.raw(DATA).rawJson(push.data()).raw(END);
  }

  private static void mediaPlay(MediaPlay play, JsonWriter out) {
    out.raw(PLAY).string(play.mediaId()).raw(URL).string(play.url());
    out.raw(TITLE).string(play.title()).raw(TYPE).string(play.mediaType().wireName());
    if (play.position() != null) {
      out.raw(POSITION).number(play.position().doubleValue());
    }
    out.raw(END);
  }

  private static void tabletSound(TabletSound sound, JsonWriter out) {
    out.raw(SOUND).string(sound.slug()).raw(URL).string(sound.url());
    if (sound.durationMillis() != null) {
      out.raw(DURATION).number(sound.durationMillis().longValue());
    }
    out.raw(END);
  }
}
