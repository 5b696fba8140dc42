package dev.deltawire.model.integration;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.internal.Require;
import java.util.List;

/** What the server may send, with every constraint of its row fulfilled. */
public sealed interface IntegrationServerFrame {
  /** The frame's {@code type} on the wire. */
  String type();

  /** The answer to {@code hello} (I-08). */
  record Welcome(List<Capability> capabilities) implements IntegrationServerFrame {
    public static final String TYPE = "welcome";

    public Welcome {
      capabilities = List.copyOf(capabilities);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The news that the user is being asked (I-10). */
  record AccessPending(String requestId) implements IntegrationServerFrame {
    public static final String TYPE = "access_pending";

    public AccessPending {
      requireRequestId(requestId);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The channel's key (I-11).
   *
   * @param channelName null when the channel has none
   */
  record AccessGranted(
      String requestId, String apiKey, List<AccessScope> scopes, String channelName)
      implements IntegrationServerFrame {
    public static final String TYPE = "access_granted";

    public AccessGranted {
      requireRequestId(requestId);
      requireNonNull(apiKey, "apiKey");
      scopes = List.copyOf(scopes);
      if (scopes.isEmpty()) {
        throw new IllegalArgumentException("scopes must not be empty");
      }
    }

    @Override
    public String type() {
      return TYPE;
    }

    /** All but the key, which belongs into no log. */
    @Override
    public String toString() {
      return "AccessGranted[requestId=" + requestId + ", scopes=" + scopes + "]";
    }
  }

  /** The end of a request without a key (I-12). */
  record AccessDenied(String requestId, DenialReason reason) implements IntegrationServerFrame {
    public static final String TYPE = "access_denied";

    public AccessDenied {
      requireRequestId(requestId);
      requireNonNull(reason, "reason");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The refusal of a frame or of a request (I-13). */
  record IntegrationError(IntegrationErrorCode code, String message)
      implements IntegrationServerFrame {
    public static final String TYPE = "error";

    public IntegrationError {
      requireNonNull(code, "code");
      requireNonNull(message, "message");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * Something that happened on the channel (I-14).
   *
   * @param data a JSON object
   */
  record IntegrationEvent(String name, RawJson data) implements IntegrationServerFrame {
    public static final String TYPE = "event";

    /** The one event whose {@code data} the specification describes. */
    public static final String TTS_AMPLITUDE = "ttsAmplitude";

    public IntegrationEvent {
      if (!IntegrationLimits.isEventName(name)) {
        throw new IllegalArgumentException("name must be a letter and up to 63 letters or digits");
      }
      Require.object("data", data, IntegrationLimits.EVENT_DATA_BYTES);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  private static void requireRequestId(String requestId) {
    if (!IntegrationLimits.isRequestId(requestId)) {
      throw new IllegalArgumentException("requestId must be req_ and 8 characters of base 32");
    }
  }
}
