package dev.deltawire.codec;

import static dev.deltawire.model.integration.IntegrationErrorCode.INVALID_CLIENT_ID;
import static dev.deltawire.model.integration.IntegrationErrorCode.INVALID_CLIENT_TYPE;
import static dev.deltawire.model.integration.IntegrationErrorCode.INVALID_MESSAGE;
import static dev.deltawire.model.integration.IntegrationErrorCode.INVALID_SCOPE;
import static dev.deltawire.model.integration.IntegrationErrorCode.MISSING_HELLO;
import static dev.deltawire.model.integration.IntegrationErrorCode.UNKNOWN_TYPE;

import dev.deltawire.codec.IntegrationInbound.Ok;
import dev.deltawire.codec.IntegrationInbound.Rejected;
import dev.deltawire.model.integration.AccessScope;
import dev.deltawire.model.integration.IntegrationClientFrame.Hello;
import dev.deltawire.model.integration.IntegrationClientFrame.RequestAccess;
import dev.deltawire.model.integration.IntegrationLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reader of what programs send in the {@code integration} dialect; it decides on the rows I-29
 * to I-34 in their order.
 *
 * <p>One thread at a time. It keeps nothing of the bytes that it is given.
 */
public final class IntegrationDecoder {
  private static final Rejected MALFORMED = new Rejected(INVALID_MESSAGE, "Malformed message");

  private final Envelope envelope = Envelope.ofTypeAndPayload();
  private final PayloadFields payload = envelope.payload();

  private IntegrationDecoder() {}

  public static IntegrationDecoder create() {
    return new IntegrationDecoder();
  }

  /**
   * Reads the message {@code buf[from,to)}; never throws, whatever it holds.
   *
   * @param introduced the {@code clientId} of the connection's {@code hello}; empty before it
   */
  public IntegrationInbound decode(byte[] buf, int from, int to, Optional<String> introduced) {
    try {
      return inbound(buf, from, to, introduced);
    } finally {
      envelope.forget();
    }
  }

  private IntegrationInbound inbound(byte[] buf, int from, int to, Optional<String> introduced) {
    if (!envelope.read(buf, from, to)) {
      return MALFORMED; // I-29
    }
    TextSpan type = envelope.type();
    try {
      if (type.contentEquals(Hello.TYPE)) {
        return hello();
      }
      if (type.contentEquals(RequestAccess.TYPE)) {
        return requestAccess(introduced);
      }
    } catch (InvalidField invalid) {
      return new Rejected(INVALID_MESSAGE, "Invalid field: " + invalid.field()); // I-29
    }
    return new Rejected(
        UNKNOWN_TYPE, "Unknown message type: " + QuotedInput.of(type.toString())); // I-30
  }

  private IntegrationInbound hello() {
    String displayName = displayName();
    String version = payload.optionalString("version", 0, IntegrationLimits.VERSION_CODE_POINTS);
    if (!Hello.CLIENT_TYPE.equals(lenientString("clientType"))) { // I-32
      return new Rejected(INVALID_CLIENT_TYPE, "clientType must be " + Hello.CLIENT_TYPE);
    }
    String clientId = lenientString("clientId");
    if (!isClientId(clientId)) { // I-33
      return malformedClientId();
    }
    return new Ok(new Hello(clientId, displayName == null ? clientId : displayName, version));
  }

  private IntegrationInbound requestAccess(Optional<String> introduced) {
    String displayName = displayName();
    List<String> scopes = payload.strings("requestedScopes", IntegrationLimits.REQUESTED_SCOPES);
    if (scopes.isEmpty()) {
      throw new InvalidField("requestedScopes");
    }
    if (introduced.isEmpty()) { // I-31
      return new Rejected(MISSING_HELLO, "hello must come first");
    }
    String clientId = lenientString("clientId");
    if (!isClientId(clientId)) { // I-33
      return malformedClientId();
    }
    if (!clientId.equals(introduced.get())) { // I-33
      return new Rejected(INVALID_CLIENT_ID, "clientId differs from that of hello");
    }
    return withScopes(clientId, displayName, scopes);
  }

  private static IntegrationInbound withScopes(
      String clientId, String displayName, List<String> names) {
    List<AccessScope> scopes = new ArrayList<>();
    for (String name : names) {
      Optional<AccessScope> scope = AccessScope.ofWireName(name);
      if (scope.isEmpty()) { // I-34
        return new Rejected(INVALID_SCOPE, "Unsupported scope: " + QuotedInput.of(name));
      }
      scopes.add(scope.get());
    }
    return new Ok(new RequestAccess(clientId, displayName, scopes));
  }

  /** Null when absent. */
  private String displayName() {
    return payload.optionalString("displayName", 1, IntegrationLimits.DISPLAY_NAME_CODE_POINTS);
  }

  /** Null when absent or no string, which rows below I-29 judge. */
  private String lenientString(String field) {
    return payload.isString(field) ? payload.optionalText(field).toString() : null;
  }

  private static boolean isClientId(String text) {
    return text != null && IntegrationLimits.isClientId(text);
  }

  private static Rejected malformedClientId() {
    return new Rejected(INVALID_CLIENT_ID, "clientId must be a slug or a reverse-DNS name");
  }
}
