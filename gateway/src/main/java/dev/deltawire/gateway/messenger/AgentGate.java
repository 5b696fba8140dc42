package dev.deltawire.gateway.messenger;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Agent;
import dev.deltawire.dialects.messenger.MessengerDialect;
import dev.deltawire.dialects.messenger.Refusal;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestHandler;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.model.messenger.ErrorCode;
import dev.deltawire.model.messenger.MessengerLimits;
import dev.deltawire.server.spi.HttpResponse;

/** What lets agents' requests through, by their keys, and words the dialect's refusals. */
final class AgentGate {

  /** What answers an agent's request. */
  @FunctionalInterface
  interface AgentHandler {
    /** Answers it. Thread: an executor's; may block. */
    HttpResponse handle(String handle, RestRequest request)
        throws RestException, Refusal, StoreException;
  }

  /** What answers the operator's request. */
  @FunctionalInterface
  interface RefusingHandler {
    /** Answers it. Thread: an executor's; may block. */
    HttpResponse handle(RestRequest request) throws RestException, Refusal, StoreException;
  }

  private final MessengerDialect dialect;
  private final MessengerErrors errors;

  AgentGate(MessengerDialect dialect, MessengerErrors errors) {
    this.dialect = dialect;
    this.errors = errors;
  }

  /** A handler that only agents reach. */
  RestHandler agents(AgentHandler handler) {
    return refusing(request -> handler.handle(authenticate(request), request));
  }

  /** A handler whose refusals are answered. */
  RestHandler refusing(RefusingHandler handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (Refusal refusal) {
        return errors.of(refusal);
      }
    };
  }

  private String authenticate(RestRequest request) throws Refusal, StoreException {
    String key =
        request
            .bearer()
            .filter(k -> k.length() <= MessengerLimits.KEY_CODE_POINTS)
            .orElseThrow(AgentGate::unauthorized);
    Agent agent = dialect.hub().agents().authenticate(key).orElseThrow(AgentGate::unauthorized);
    if (agent.suspended()) {
      throw Refusal.of(ErrorCode.SUSPENDED, "the account is suspended");
    }
    return agent.handle();
  }

  private static Refusal unauthorized() {
    return Refusal.of(ErrorCode.UNAUTHORIZED, "a valid API key is required");
  }
}
