#include "server.h"
#include "sha1.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define READ_SIZE (256 * 1024)
#define MAX_REST (16 * 1024)

static uint8_t input[MAX_REST + READ_SIZE];
static uint8_t output[MAX_REST + READ_SIZE];
static size_t output_size;

static void write_out(struct peer *peer, const uint8_t *bytes, size_t size) {
  ssize_t sent = peer->unsent_size ? 0 : send(peer->fd, bytes, size, MSG_NOSIGNAL);
  if (sent < 0) sent = 0;
  if ((size_t)sent == size) return;
  peer->unsent = realloc(peer->unsent, peer->unsent_size + size - (size_t)sent);
  if (!peer->unsent) die("no memory");
  memcpy(peer->unsent + peer->unsent_size, bytes + sent, size - (size_t)sent);
  peer->unsent_size += size - (size_t)sent;
  wait_for_output(peer, true);
}

void peer_writable(struct peer *peer) {
  if (peer->kind == RECEIVER) {
    peer->blocked = true;
    fanout_push(peer);
    return;
  }
  ssize_t sent = send(peer->fd, peer->unsent, peer->unsent_size, MSG_NOSIGNAL);
  if (sent <= 0) return;
  peer->unsent_size -= (size_t)sent;
  memmove(peer->unsent, peer->unsent + sent, peer->unsent_size);
  if (peer->unsent_size == 0) wait_for_output(peer, false);
}

void peer_gone(struct peer *peer) {
  if (peer->fd < 0) return;
  if (peer->kind == RECEIVER) fanout_remove(peer);
  peer_close(peer);
}

static void base64(const uint8_t digest[20], char out[29]) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int i = 0; i < 7; i++) {
    const uint8_t *at = digest + 3 * i;
    uint32_t bits = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | (i < 6 ? at[2] : 0);
    for (int j = 0; j < 4; j++) out[4 * i + j] = digits[bits >> (18 - 6 * j) & 63];
  }
  out[27] = '=';
  out[28] = 0;
}

static bool accept_upgrade(struct peer *peer, const char *head) {
  const char *key = strcasestr(head, "\r\nSec-WebSocket-Key:");
  char text[64], accept[29], reply[160];
  uint8_t digest[20];
  if (!key || sscanf(key + 20, " %24[A-Za-z0-9+/=]", text) != 1) return false;
  strcat(text, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"); // RFC 6455 4.2.2
  sha1((const uint8_t *)text, strlen(text), digest);
  base64(digest, accept);
  int size = snprintf(reply, sizeof reply,
                      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Accept: %s\r\n\r\n",
                      accept);
  return send(peer->fd, reply, (size_t)size, MSG_NOSIGNAL) == size;
}

static bool handshake(struct peer *peer, uint8_t *bytes, size_t size) {
  bytes[size] = 0;
  const char *head = (const char *)bytes;
  if (!accept_upgrade(peer, head)) return false;
  if (strncmp(head, "GET /echo ", 10) == 0) {
    peer->kind = ECHO;
  } else if (sscanf(head, "GET /stream/%u ", &peer->stream) == 1) {
    peer->kind = RECEIVER;
    fanout_add(peer);
  } else {
    peer->kind = IDLE;
  }
  return true;
}

// Answers one frame of the client into the output; false ends the connection.
static bool answer(struct peer *peer, uint8_t first, const uint8_t *mask, const uint8_t *payload, size_t size) {
  bool echo = peer->kind == ECHO && first == OP_TEXT;
  if (!echo && first != OP_PING && first != OP_CLOSE) return true;
  if (peer->offset > 0) return first != OP_CLOSE; // no pong in the middle of a frame
  output_size += frame_header(output + output_size, first == OP_PING ? OP_PONG : first, size);
  uint8_t *out = output + output_size;
  uint64_t wide, word;
  memcpy(&wide, (uint8_t[8]){mask[0], mask[1], mask[2], mask[3], mask[0], mask[1], mask[2], mask[3]}, 8);
  size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    memcpy(&word, payload + at, 8);
    word ^= wide;
    memcpy(out + at, &word, 8);
  }
  for (; at < size; at++) out[at] = payload[at] ^ mask[at & 3];
  output_size += size;
  return first != OP_CLOSE;
}

// Takes whole frames; returns how many bytes they were, or -1 for the end.
static ssize_t frames(struct peer *peer, const uint8_t *bytes, size_t size) {
  size_t at = 0;
  bool open = true;
  while (open && size - at >= 6) {
    size_t payload = bytes[at + 1] & 0x7F;
    size_t header = payload < 126 ? 2 : 4;
    if (payload == 127) return -1;
    if (payload == 126) payload = (size_t)bytes[at + 2] << 8 | bytes[at + 3];
    if (size - at < header + 4 + payload) break;
    open = answer(peer, bytes[at], bytes + at + header, bytes + at + header + 4, payload);
    at += header + 4 + payload;
  }
  if (output_size > 0) write_out(peer, output, output_size);
  output_size = 0;
  return open ? (ssize_t)at : -1;
}

static ssize_t consume(struct peer *peer, size_t size) {
  if (peer->kind != HANDSHAKE) return frames(peer, input, size);
  if (size < 4 || memcmp(input + size - 4, "\r\n\r\n", 4) != 0) return 0;
  return handshake(peer, input, size) ? (ssize_t)size : -1;
}

static void keep_rest(struct peer *peer, const uint8_t *rest, size_t size) {
  free(peer->rest);
  peer->rest = NULL;
  peer->rest_size = size;
  if (size == 0) return;
  peer->rest = allocate(size);
  memcpy(peer->rest, rest, size);
}

void peer_readable(struct peer *peer) {
  size_t have = peer->rest_size;
  if (have > 0) memcpy(input, peer->rest, have);
  ssize_t got = recv(peer->fd, input + have, READ_SIZE - 1, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) {
    peer_gone(peer);
    return;
  }
  have += (size_t)got;
  ssize_t used = consume(peer, have);
  if (used < 0 || have - (size_t)used > MAX_REST) {
    peer_gone(peer);
    return;
  }
  keep_rest(peer, input + used, have - (size_t)used);
}
