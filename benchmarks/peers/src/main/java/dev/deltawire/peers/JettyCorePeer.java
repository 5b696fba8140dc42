package dev.deltawire.peers;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/**
 * Jetty's core WebSocket API, for the batch mode that the other has not: all frames of a group are
 * sent with {@code batch}, and the last one without flushes them together.
 */
final class JettyCorePeer implements Peer<CoreSession, List<ByteBuffer>> {

  private final Deltas deltas;
  private final Receivers<CoreSession> receivers = new Receivers<>();

  JettyCorePeer(Deltas deltas) {
    this.deltas = deltas;
  }

  @Override
  public int start() throws Exception {
    Server server = new Server();
    ServerConnector connector = JettyConnectors.add(server);
    WebSocketUpgradeHandler handler = new WebSocketUpgradeHandler();
    handler.getConfiguration().setIdleTimeout(Duration.ofHours(1));
    handler.addMapping(
        "/*", (request, response, callback) -> new Connection(request.getHttpURI().getPath()));
    server.setHandler(handler);
    server.start();
    return connector.getLocalPort();
  }

  @Override
  public Receivers<CoreSession> receivers() {
    return receivers;
  }

  @Override
  public List<ByteBuffer> message(int stream, long from, long to) {
    List<ByteBuffer> texts = new ArrayList<>();
    for (long token = from; token < to; token++) {
      texts.add(ByteBuffer.wrap(deltas.utf8(stream, token)));
    }
    return texts;
  }

  @Override
  public void send(CoreSession session, List<ByteBuffer> message) {
    int last = message.size() - 1;
    for (int i = 0; i <= last; i++) {
      Frame frame = new Frame(OpCode.TEXT, message.get(i).duplicate());
      session.sendFrame(frame, Callback.NOOP, i < last);
    }
  }

  /** Echoes texts, answers pings, and leaves the close to the core. */
  private final class Connection implements FrameHandler {
    private final String path;
    private CoreSession session;

    Connection(String path) {
      this.path = path;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
      session = opened;
      receivers.add(path, opened);
      callback.succeeded();
      opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      switch (frame.getOpCode()) {
        case OpCode.TEXT -> session.sendFrame(answer(OpCode.TEXT, frame), callback, false);
        case OpCode.PING -> session.sendFrame(answer(OpCode.PONG, frame), callback, false);
        default -> callback.succeeded();
      }
      session.demand();
    }

    private static Frame answer(byte opCode, Frame frame) {
      return new Frame(opCode, frame.getPayload().slice());
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      receivers.remove(session);
      callback.succeeded();
    }
  }
}
