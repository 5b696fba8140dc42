package dev.deltawire.server;

import dev.deltawire.server.spi.Session;

/** What one connection's session is told, where a defect of it ends nothing but that connection. */
final class SessionCalls {

  /** Stands for a session that is not made yet, or could not be. */
  static final Session NO_SESSION =
      new Session() {
        @Override
        public void onMessage(byte[] text, int offset, int length) {}

        @Override
        public void onClosed() {}
      };

  private final ServerConnection connection;
  private Session session = NO_SESSION;

  SessionCalls(ServerConnection connection) {
    this.connection = connection;
  }

  void open(Session opened) {
    session = opened;
  }

  /** Tells of a message, unless the connection is about to end. */
  void message(byte[] text, int offset, int length) {
    if (!connection.isOpen()) {
      return;
    }
    try {
      session.onMessage(text, offset, length);
    } catch (Throwable t) { // a handler's defect ends its connection, nothing else
      connection.defect("message handler", t);
    }
  }

  void accepted(long mark) {
    try {
      session.onAccepted(mark);
    } catch (Throwable t) { // as above
      connection.defect("delivery handler", t);
    }
  }

  /** Goes on with what a message has led to, unless the connection is about to end. */
  void goOn(Runnable work) {
    if (!connection.isOpen()) {
      return;
    }
    try {
      work.run();
    } catch (Throwable t) { // as above
      connection.defect("message handler", t);
    }
  }

  /** A backlog has left. */
  void left(Runnable call) {
    try {
      call.run();
    } catch (Throwable t) { // as above
      connection.defect("backlog handler", t);
    }
  }

  void closed() {
    try {
      session.onClosed();
    } catch (Throwable t) { // as above
      connection.defect("close handler", t);
    }
  }
}
