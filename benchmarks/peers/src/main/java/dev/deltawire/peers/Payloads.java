package dev.deltawire.peers;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Where the JSON of Netty's messages comes from. */
@FunctionalInterface
interface Payloads {

  /** Appends the message of one token. */
  void write(int stream, long token, ByteBuf out) throws IOException;
}
