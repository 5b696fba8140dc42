#include "load.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef WITH_TLS
#include <openssl/err.h>
#include <openssl/ssl.h>

static SSL_CTX *context;
#endif

#define WAIT_MILLIS 10000
#define MASK 0x5A // each byte of every control frame's key

void connection_prepare(void) {
  if (!options.tls) return;
#ifdef WITH_TLS
  context = SSL_CTX_new(TLS_client_method());
  if (!context) die("no TLS");
  // One cipher for all servers, so that none wins by what it prefers.
  if (SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) != 1 ||
      SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256") != 1) {
    die("no TLS 1.3");
  }
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
#else
  die("built without TLS: OpenSSL's headers were missing");
#endif
}

// A socket from one of 64 loopback addresses, so that a run of connects does not use up the ports of one.
int connection_socket(uint32_t source) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
  struct sockaddr_in address = {.sin_family = AF_INET};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + source % 64);
  if (fd < 0) die("no socket: %s", strerror(errno));
  setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0) die("bind: %s", strerror(errno));
  no_delay(fd);
  return fd;
}

void connection_begin(int fd) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)server_port())};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0 && errno != EINPROGRESS) {
    die("connect: %s", strerror(errno));
  }
}

size_t upgrade_request(char *out, size_t room, const char *path) {
  return (size_t)snprintf(out, room,
                          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                          path, server_port());
}

// RFC 6455 4.1 for the one key that we send.
bool upgrade_accepted(const char *head) {
  return strncmp(head, "HTTP/1.1 101", 12) == 0 && strstr(head, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

static void start_tls(struct connection *connection) {
#ifdef WITH_TLS
  SSL *ssl = SSL_new(context);
  if (!ssl || SSL_set_fd(ssl, connection->fd) != 1 || SSL_connect(ssl) != 1) die("TLS handshake failed");
  connection->tls = ssl;
#else
  (void)connection;
#endif
}

static void wait_readable(struct connection *connection) {
  struct pollfd wait = {.fd = connection->fd, .events = POLLIN};
  if (poll(&wait, 1, WAIT_MILLIS) != 1) die("no answer to an upgrade within %d ms", WAIT_MILLIS);
}

void connection_open(struct connection *connection, const char *path) {
  static uint32_t source;
  char head[2048];
  size_t have = 0;
  connection->tls = NULL;
  connection->fd = connection_socket(source++);
  connection_begin(connection->fd);
  if (options.tls) start_tls(connection);
  non_blocking(connection->fd);
  connection_write(connection, head, upgrade_request(head, sizeof head, path));
  while (have < 4 || memcmp(head + have - 4, "\r\n\r\n", 4) != 0) {
    ssize_t got = connection_read(connection, head + have, sizeof head - 1 - have);
    if (got < 0) wait_readable(connection);
    if (got > 0) have += (size_t)got;
    if (have == sizeof head - 1) die("an answer to an upgrade without an end");
  }
  head[have] = 0;
  if (!upgrade_accepted(head)) die("the upgrade of %s was refused: %.60s", path, head);
}

void connection_leave(struct connection *connection) {
  static const uint8_t close_frame[] = {OP_CLOSE, 0x82, 0, 0, 0, 0, 0x03, 0xE8}; // 1000
#ifdef WITH_TLS
  if (connection->tls) {
    SSL_write(connection->tls, close_frame, sizeof close_frame);
    return;
  }
#endif
  send(connection->fd, close_frame, sizeof close_frame, MSG_NOSIGNAL); // whoever does not read learns it by the reset
}

void connection_close(struct connection *connection) {
#ifdef WITH_TLS
  if (connection->tls) SSL_free(connection->tls);
#endif
  close(connection->fd);
  connection->fd = -1;
}

#ifdef WITH_TLS
static ssize_t read_tls(SSL *ssl, uint8_t *bytes, size_t room) {
  size_t have = 0;
  while (have < room) {
    int got = SSL_read(ssl, bytes + have, (int)(room - have));
    if (got <= 0) {
      if (have > 0 || SSL_get_error(ssl, got) == SSL_ERROR_WANT_READ) break;
      die("the server has closed a TLS connection");
    }
    have += (size_t)got;
  }
  return have > 0 ? (ssize_t)have : -1;
}
#endif

ssize_t connection_read(struct connection *connection, void *bytes, size_t room) {
#ifdef WITH_TLS
  if (connection->tls) return read_tls(connection->tls, bytes, room);
#endif
  ssize_t got = recv(connection->fd, bytes, room, 0);
  if (got == 0) die("the server has closed a connection");
  if (got < 0 && errno != EAGAIN) die("the server has reset a connection: %s", strerror(errno));
  return got;
}

void connection_write(struct connection *connection, const void *bytes, size_t size) {
#ifdef WITH_TLS
  if (connection->tls) {
    if (SSL_write(connection->tls, bytes, (int)size) != (int)size) die("the server does not read");
    return;
  }
#endif
  ssize_t sent = send(connection->fd, bytes, size, MSG_NOSIGNAL);
  if (sent != (ssize_t)size) die("the server does not read: %s", strerror(errno));
}

void connection_control(struct connection *connection, uint8_t first, const uint8_t *payload, size_t size) {
  uint8_t frame[6 + MAX_CONTROL] = {first, (uint8_t)(0x80 | size), MASK, MASK, MASK, MASK};
  for (size_t i = 0; i < size; i++) frame[6 + i] = payload[i] ^ MASK;
  connection_write(connection, frame, 6 + size);
}
