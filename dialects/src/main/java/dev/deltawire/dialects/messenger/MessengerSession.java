package dev.deltawire.dialects.messenger;

import dev.deltawire.codec.MessengerDecoder;
import dev.deltawire.codec.MessengerInbound;
import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Credential.Bad;
import dev.deltawire.dialects.messenger.Credential.Good;
import dev.deltawire.model.messenger.MessengerClientFrame.Hello;
import dev.deltawire.server.Connection;
import dev.deltawire.server.spi.Session;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One socket: first it has to say who it is, then it is an agent's (M-04 to M-06). */
final class MessengerSession implements Session {

  private final MessengerParts parts;
  private final Connection connection;
  private Future<?> helloTimer;

  /** Null until somebody says something: who only listens needs none. */
  private MessengerDecoder decoder;

  /** Null until the socket is authenticated. */
  private AgentSocket socket;

  private MessengerSession(MessengerParts parts, Connection connection) {
    this.parts = parts;
    this.connection = connection;
  }

  /** A session whose key came with the upgrade (M-02). Thread: the loop. */
  static MessengerSession of(MessengerParts parts, Connection connection, Credential credential) {
    MessengerSession session = new MessengerSession(parts, connection);
    session.take(credential);
    return session;
  }

  /** A session that awaits its key within {@code helloNanos} (M-04). Thread: the loop. */
  static MessengerSession awaitingHello(
      MessengerParts parts, Connection connection, long helloNanos) {
    MessengerSession session = new MessengerSession(parts, connection);
    session.helloTimer =
        parts
            .node()
            .scheduler()
            .schedule(
                () -> connection.close(Closing.POLICY_VIOLATION, Closing.NO_HELLO),
                helloNanos,
                TimeUnit.NANOSECONDS);
    return session;
  }

  @Override
  public void onMessage(byte[] text, int offset, int length) {
    if (socket != null) {
      socket.onInbound(decoder().decodeInPlace(text, offset, offset + length));
    } else {
      hello(decoder().decode(text, offset, offset + length));
    }
  }

  @Override
  public void onAccepted(long mark) {
    if (socket != null) {
      socket.onAccepted(mark);
    }
  }

  @Override
  public void onClosed() {
    cancelTimer();
    if (socket != null) {
      socket.leave();
    }
  }

  private void hello(MessengerInbound inbound) {
    cancelTimer();
    if (inbound instanceof MessengerInbound.Ok ok && ok.frame() instanceof Hello hello) {
      take(credential(hello.key()));
    } else {
      connection.close(Closing.POLICY_VIOLATION, Closing.HELLO_FIRST); // M-04: no error frame
    }
  }

  private Credential credential(String key) {
    try {
      return Credential.of(SecretHash.of(key), parts.store().agents());
    } catch (StoreException e) {
      parts.node().errorHandler().onError("messenger hello", e);
      return new Bad(Closing.INTERNAL_ERROR, "internal error");
    }
  }

  private void take(Credential credential) {
    if (credential instanceof Good good) {
      begin(good);
    } else if (credential instanceof Bad bad) {
      connection.close(bad.closeCode(), bad.reason());
    }
  }

  private void begin(Good good) {
    if (connection.authenticate(good.handle())) {
      socket = AgentSocket.open(parts, connection, good);
    } else {
      connection.close(Closing.TRY_AGAIN_LATER, Closing.TOO_MANY);
    }
  }

  private void cancelTimer() {
    if (helloTimer != null) {
      helloTimer.cancel(false);
    }
  }

  private MessengerDecoder decoder() {
    if (decoder == null) {
      decoder = MessengerDecoder.create();
    }
    return decoder;
  }
}
