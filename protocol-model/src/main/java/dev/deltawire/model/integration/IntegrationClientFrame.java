package dev.deltawire.model.integration;

import dev.deltawire.model.internal.Require;
import java.util.List;

/** What a program may send, with every constraint of its row fulfilled. */
public sealed interface IntegrationClientFrame {
  /** The frame's {@code type} on the wire. */
  String type();

  /** Who the program says it is (I-07). */
  String clientId();

  /**
   * A program's introduction (I-07).
   *
   * @param displayName shown to the user, not verified
   * @param version null when it named none; not checked
   */
  record Hello(String clientId, String displayName, String version)
      implements IntegrationClientFrame {
    public static final String TYPE = "hello";

    /** The {@code clientType} of every program. */
    public static final String CLIENT_TYPE = "integration";

    public Hello {
      requireClientId(clientId);
      Require.codePoints("displayName", displayName, 1, IntegrationLimits.DISPLAY_NAME_CODE_POINTS);
      if (version != null) {
        Require.codePoints("version", version, 0, IntegrationLimits.VERSION_CODE_POINTS);
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A request for the channel's key, which the user decides on (I-09).
   *
   * @param displayName null to go by that of {@code hello}
   * @param requestedScopes at least one, none twice
   */
  record RequestAccess(String clientId, String displayName, List<AccessScope> requestedScopes)
      implements IntegrationClientFrame {
    public static final String TYPE = "request_access";

    public RequestAccess {
      requireClientId(clientId);
      if (displayName != null) {
        Require.codePoints(
            "displayName", displayName, 1, IntegrationLimits.DISPLAY_NAME_CODE_POINTS);
      }
      requestedScopes = requestedScopes.stream().distinct().toList();
      if (requestedScopes.isEmpty()) {
        throw new IllegalArgumentException("requestedScopes must not be empty");
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  private static void requireClientId(String clientId) {
    if (!IntegrationLimits.isClientId(clientId)) {
      throw new IllegalArgumentException("clientId must be a slug or a reverse-DNS name");
    }
  }
}
