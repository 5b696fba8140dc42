package dev.deltawire.dialects.integration;

import dev.deltawire.codec.IntegrationDecoder;
import dev.deltawire.codec.IntegrationInbound;
import dev.deltawire.model.integration.Capability;
import dev.deltawire.model.integration.IntegrationClientFrame;
import dev.deltawire.model.integration.IntegrationClientFrame.Hello;
import dev.deltawire.model.integration.IntegrationClientFrame.RequestAccess;
import dev.deltawire.model.integration.IntegrationErrorCode;
import dev.deltawire.model.integration.IntegrationServerFrame.IntegrationError;
import dev.deltawire.model.integration.IntegrationServerFrame.Welcome;
import dev.deltawire.server.Connection;
import dev.deltawire.server.spi.Session;
import java.util.List;
import java.util.Optional;

/** One connection of a program (I-15). */
final class IntegrationSession implements Session {

  private final Consents consents;
  private final EventAudience audience;
  private final Connection connection;

  /** Null until somebody says something: who only listens needs none. */
  private IntegrationDecoder decoder;

  /** The last one; null before the first. */
  private Hello hello;

  IntegrationSession(Consents consents, EventAudience audience, Connection connection) {
    this.consents = consents;
    this.audience = audience;
    this.connection = connection;
  }

  @Override
  public void onMessage(byte[] text, int offset, int length) {
    Optional<String> introduced = Optional.ofNullable(hello).map(Hello::clientId);
    IntegrationInbound inbound = decoder().decode(text, offset, offset + length, introduced);
    if (inbound instanceof IntegrationInbound.Rejected rejected) {
      refuse(rejected.code(), rejected.message());
    } else if (inbound instanceof IntegrationInbound.Ok ok) {
      handle(ok.frame());
    }
  }

  @Override
  public void onClosed() {
    audience.remove(connection);
    consents.cancel(connection);
  }

  private void handle(IntegrationClientFrame frame) {
    if (frame instanceof Hello introduction) {
      welcome(introduction);
    } else if (frame instanceof RequestAccess request) {
      ask(request);
    }
  }

  private void welcome(Hello introduction) {
    boolean renamed = hello != null && !hello.clientId().equals(introduction.clientId());
    if (renamed && consents.isWaiting(connection)) { // I-16
      refuse(IntegrationErrorCode.REQUEST_PENDING, text(IntegrationErrorCode.REQUEST_PENDING));
      return;
    }
    hello = introduction;
    IntegrationFrames.send(connection, new Welcome(capabilities()));
    audience.add(connection); // I-27: after the welcome
  }

  /** I-17. */
  private List<Capability> capabilities() {
    return consents.ready()
        ? List.of(Capability.EVENTS, Capability.STATE, Capability.INTEGRATION_AUTH)
        : List.of(Capability.EVENTS, Capability.STATE);
  }

  private void ask(RequestAccess request) {
    String displayName =
        request.displayName() == null ? hello.displayName() : request.displayName(); // I-09
    consents.ask(connection, request, displayName).ifPresent(code -> refuse(code, text(code)));
  }

  /** Answers by an error frame, if the connection's budget allows it. */
  private void refuse(IntegrationErrorCode code, String message) {
    if (!code.isProtocolError() || connection.protocolError()) {
      IntegrationFrames.send(connection, new IntegrationError(code, message));
    }
  }

  private static String text(IntegrationErrorCode code) {
    return switch (code) {
      case NOT_READY -> "No channel is signed in";
      case UI_UNAVAILABLE -> "The user can't be asked";
      case REQUEST_PENDING -> "A request of this client is pending";
      case RATE_LIMITED -> "Too many requests, try again later";
      default -> throw new IllegalArgumentException("not an answer to a request: " + code);
    };
  }

  private IntegrationDecoder decoder() {
    if (decoder == null) {
      decoder = IntegrationDecoder.create();
    }
    return decoder;
  }
}
