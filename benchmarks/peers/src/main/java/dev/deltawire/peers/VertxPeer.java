package dev.deltawire.peers;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.TimeUnit;

/** Vert.x on its native transport: one verticle that writes the text to every WebSocket. */
final class VertxPeer implements Peer<ServerWebSocket, String> {

  private static final int BACKLOG = 4096;
  private static final int START_SECONDS = 30;

  private final Deltas deltas;
  private final Receivers<ServerWebSocket> receivers = new Receivers<>();
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
  private Context verticle;
  private HttpServer server;

  VertxPeer(Deltas deltas) {
    this.deltas = deltas;
  }

  @Override
  public int start() throws Exception {
    vertx.deployVerticle(this::deploy).await(START_SECONDS, TimeUnit.SECONDS);
    return server.actualPort();
  }

  private Future<HttpServer> deploy(Context context) {
    verticle = context;
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setAcceptBacklog(BACKLOG)
                    .setTcpNoDelay(true)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false))
            .webSocketHandler(this::connected);
    return server.listen();
  }

  private void connected(ServerWebSocket connection) {
    receivers.add(connection.path(), connection);
    connection.textMessageHandler(connection::writeTextMessage);
    connection.closeHandler(closed -> receivers.remove(connection));
  }

  @Override
  public Receivers<ServerWebSocket> receivers() {
    return receivers;
  }

  @Override
  public void produce(int streams, long from, long to) {
    verticle.runOnContext(now -> Peer.super.produce(streams, from, to));
  }

  @Override
  public String message(int stream, long from, long to) {
    return deltas.text(stream, from);
  }

  @Override
  public void send(ServerWebSocket connection, String message) {
    connection.writeTextMessage(message);
  }
}
