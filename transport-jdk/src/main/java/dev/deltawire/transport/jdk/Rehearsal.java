package dev.deltawire.transport.jdk;

import dev.deltawire.server.internal.rfc6455.RequestHeadParser;
import dev.deltawire.server.internal.rfc6455.ResponseHead;
import dev.deltawire.server.spi.HttpResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Does once, before the first peer comes, what the platform opens descriptors for when it is done
 * for the first time: closing a socket, loading digests and formats.
 *
 * <p>A class whose initialization fails because the process is out of descriptors stays unusable
 * when they are back, and closing a socket is among what such a class does.
 */
final class Rehearsal {

  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: rehearsal\r\n\r\n";

  private Rehearsal() {}

  static void run() throws IOException {
    SocketChannel.open().close();
    ByteBuffer request = ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII));
    new RequestHeadParser(request.remaining()).parse(request);
    ResponseHead.of(HttpResponse.text(200, ""), ResponseHead.Framing.LENGTH, false);
    ResponseHead.switchingProtocols("", Optional.empty(), Optional.empty());
  }
}
