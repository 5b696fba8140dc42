package dev.deltawire.codec;

import static dev.deltawire.codec.FrameParts.ascii;
import static dev.deltawire.codec.FrameParts.field;
import static dev.deltawire.codec.FrameParts.opening;

import dev.deltawire.model.WireName;
import dev.deltawire.model.integration.IntegrationServerFrame;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessDenied;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessGranted;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessPending;
import dev.deltawire.model.integration.IntegrationServerFrame.IntegrationError;
import dev.deltawire.model.integration.IntegrationServerFrame.IntegrationEvent;
import dev.deltawire.model.integration.IntegrationServerFrame.Welcome;
import java.util.List;

/**
 * The writer of what the server sends in the {@code integration} dialect: compact, members in the
 * order of PROTOCOLS 2.2, absent fields left out.
 *
 * <p>Allocates nothing.
 */
public final class IntegrationEncoder {
  private static final byte[] WELCOME = opening(Welcome.TYPE, "capabilities");
  private static final byte[] PENDING = opening(AccessPending.TYPE, "requestId");
  private static final byte[] GRANTED = opening(AccessGranted.TYPE, "requestId");
  private static final byte[] DENIED = opening(AccessDenied.TYPE, "requestId");
  private static final byte[] ERROR = opening(IntegrationError.TYPE, "code");
  private static final byte[] EVENT = opening(IntegrationEvent.TYPE, "name");

  private static final byte[] API_KEY = field("apiKey");
  private static final byte[] SCOPES = field("scopes");
  private static final byte[] CHANNEL_NAME = field("channelName");
  private static final byte[] REASON = field("reason");
  private static final byte[] MESSAGE = field("message");
  private static final byte[] DATA = field("data");
  private static final byte[] END = ascii("}}");

  private IntegrationEncoder() {}

  /** Appends one frame. */
  public static void encode(IntegrationServerFrame frame, JsonWriter out) {
    if (frame instanceof IntegrationEvent event) {
      out.raw(EVENT).string(event.name()).raw(DATA).rawJson(event.data());
    } else if (frame instanceof Welcome welcome) {
      names(welcome.capabilities(), out.raw(WELCOME));
    } else if (frame instanceof AccessPending pending) {
      out.raw(PENDING).string(pending.requestId());
    } else if (frame instanceof AccessGranted granted) {
      granted(granted, out);
    } else if (frame instanceof AccessDenied denied) {
      out.raw(DENIED).string(denied.requestId());
      out.raw(REASON).string(denied.reason().wireName());
    } else if (frame instanceof IntegrationError error) {
      out.raw(ERROR).string(error.code().wireName()).raw(MESSAGE).string(error.message());
    }
    out.raw(END);
  }

  private static void granted(AccessGranted granted, JsonWriter out) {
    out.raw(GRANTED).string(granted.requestId()).raw(API_KEY).string(granted.apiKey());
    names(granted.scopes(), out.raw(SCOPES));
    if (granted.channelName() != null) {
      out.raw(CHANNEL_NAME).string(granted.channelName());
    }
  }

  private static void names(List<? extends WireName> constants, JsonWriter out) {
    out.raw('[');
    for (int i = 0; i < constants.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      out.string(constants.get(i).wireName());
    }
    out.raw(']');
  }
}
