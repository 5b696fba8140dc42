package dev.deltawire.dialects.chat;

import java.util.UUID;

/**
 * Who calls.
 *
 * @param origin names the calling socket; no socket has that of a call over HTTP (C-59)
 */
record Caller(String username, UUID origin) {

  private static final UUID NO_SOCKET = new UUID(0, 0);

  static Caller overHttp(String username) {
    return new Caller(username, NO_SOCKET);
  }
}
