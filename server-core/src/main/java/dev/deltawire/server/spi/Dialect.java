package dev.deltawire.server.spi;

import dev.deltawire.server.Connection;
import dev.deltawire.server.internal.rfc6455.HttpSyntax;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A protocol spoken on one mount of the server: a plug-in to the core as a transport is.
 *
 * <p>One instance serves all its connections.
 */
public interface Dialect {

  /** Its name in configuration, for instance {@code home}. */
  String name();

  /** The path that upgrades to it, for instance {@code /ws}. Matched exactly. */
  String mount();

  /** Its limits and timers. Read once, at start. */
  DialectOptions options();

  /** Hands over the core's services. Thread: any, once, before any other call but the above. */
  void start(Node node);

  /**
   * The status that turns a handshake away because of where it comes from, before the server's
   * capacity is looked at; none by default. The options' origins have been checked.
   *
   * <p>Thread: any; must not block. A throw refuses the handshake with 500.
   */
  default OptionalInt screen(HttpRequest upgrade) {
    return OptionalInt.empty();
  }

  /**
   * Authenticates one handshake, the last of the checks of X-09 but the limit per principal.
   *
   * <p>Thread: an executor's; may block. A throw refuses the handshake with 500.
   */
  Admission admit(HttpRequest upgrade);

  /**
   * The refusal that answers {@code status} in this dialect's REST error shape.
   *
   * <p>Thread: any; does not block.
   */
  HttpResponse refusal(int status);

  /**
   * The server has ended: no session lives and nothing submitted runs any more. Stops timers and
   * gives back what {@link #start} took.
   *
   * <p>Thread: any, once, if {@link #start} was called; may block for a moment. A throw goes to the
   * {@link ErrorHandler}.
   */
  default void stop() {}

  /** The verdict on one handshake. */
  sealed interface Admission {

    /**
     * Admitted.
     *
     * @param principal whom X-10 counts connections by; never logged
     * @param subprotocol the chosen one, a token, or null
     * @param session makes the session, on the connection's loop, before its first message
     */
    record Accepted(String principal, String subprotocol, Function<Connection, Session> session)
        implements Admission {

      /** Refuses an admission of nobody, and a subprotocol that no answer can name. */
      public Accepted {
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(session, "session");
        if (subprotocol != null && !HttpSyntax.isToken(subprotocol)) { // RFC 6455 §11.3.4
          throw new IllegalArgumentException("a subprotocol is a token");
        }
      }
    }

    /**
     * Admitted as nobody yet: the peer authenticates in band. Until {@link Connection#authenticate}
     * it has no heartbeat and does not count for X-10.
     *
     * @param session as in {@link Accepted}
     */
    record Anonymous(Function<Connection, Session> session) implements Admission {

      /** Refuses an admission without a session. */
      public Anonymous {
        Objects.requireNonNull(session, "session");
      }
    }

    /** Turned away with this response. */
    record Refused(HttpResponse response) implements Admission {

      /** Refuses a refusal without an answer. */
      public Refused {
        Objects.requireNonNull(response, "response");
      }
    }
  }
}
