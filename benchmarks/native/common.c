#include "common.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static const char BEFORE[] =
    "{\"type\":\"chat.delta\",\"payload\":{\"conversationId\":\"5f0c2a5e-8f0b-4c57-9d0e-000000000000\",\"content\":\"";
static const char AFTER[] = "\",\"role\":\"assistant\"}}";

_Static_assert(sizeof BEFORE - 1 == CONTENT_BEFORE, "the text before a content");
_Static_assert(sizeof AFTER - 1 == CONTENT_AFTER, "the text after a content");

int64_t now_nanos(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * NANOS + time.tv_nsec;
}

void *allocate(size_t size) {
  void *memory = calloc(1, size);
  if (!memory) die("no memory for %zu bytes", size);
  return memory;
}

size_t frame_header(uint8_t *out, uint8_t first, size_t payload) {
  out[0] = first;
  if (payload < 126) {
    out[1] = (uint8_t)payload;
    return 2;
  }
  if (payload > 0xFFFF) die("a frame of %zu bytes", payload);
  out[1] = 126;
  out[2] = (uint8_t)(payload >> 8);
  out[3] = (uint8_t)payload;
  return 4;
}

static size_t append_frame(uint8_t *out, const char *content, size_t length) {
  size_t at = frame_header(out, OP_TEXT, CONTENT_BEFORE + length + CONTENT_AFTER);
  memcpy(out + at, BEFORE, CONTENT_BEFORE);
  at += CONTENT_BEFORE;
  memcpy(out + at, content, length);
  at += length;
  memcpy(out + at, AFTER, CONTENT_AFTER);
  return at + CONTENT_AFTER;
}

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) die("cannot read the corpus %s", path);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = allocate(*size + 1);
  if (fread(bytes, 1, *size, file) != *size) die("cannot read the corpus %s", path);
  fclose(file);
  return bytes;
}

void load_corpus(struct corpus *corpus, const char *path) {
  size_t size;
  char *bytes = read_file(path, &size);
  corpus->text = allocate(size);
  corpus->frames = allocate(size + TOKENS * (4 + CONTENT_BEFORE + CONTENT_AFTER));
  char *line = bytes;
  for (int token = 0; token < TOKENS; token++) {
    char *end = memchr(line, '\n', (size_t)(bytes + size - line));
    if (!end) die("the corpus has %d lines instead of %d", token, TOKENS);
    size_t length = (size_t)(end - line);
    size_t frame = append_frame(corpus->frames + corpus->start[token], line, length);
    corpus->start[token + 1] = corpus->start[token] + frame;
    memcpy(corpus->text + corpus->text_start[token], line, length);
    corpus->text_start[token + 1] = corpus->text_start[token] + length;
    line = end + 1;
  }
  free(bytes);
}

void stream_digits(uint32_t stream, uint8_t digits[HEX_DIGITS]) {
  char text[HEX_DIGITS + 1];
  snprintf(text, sizeof text, "%012x", stream);
  memcpy(digits, text, HEX_DIGITS);
}

void no_delay(int fd) {
  int on = 1;
  if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0) die("TCP_NODELAY");
}

void non_blocking(int fd) {
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0) die("O_NONBLOCK");
}
