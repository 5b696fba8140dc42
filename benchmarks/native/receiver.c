#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// How many whole tokens end within so many bytes of the frames, and of the text.
static uint16_t *frames_within;
static uint16_t *text_within;
static uint8_t input[2 * READ_SIZE];

static uint16_t *whole_tokens(const size_t start[TOKENS + 1]) {
  uint16_t *within = allocate((start[TOKENS] + 1) * sizeof *within);
  for (int token = 0; token < TOKENS; token++) {
    for (size_t at = start[token]; at < start[token + 1]; at++) within[at] = (uint16_t)token;
  }
  within[start[TOKENS]] = TOKENS;
  return within;
}

void receivers_prepare(void) {
  if (frames_within) return;
  frames_within = whole_tokens(corpus.start);
  text_within = whole_tokens(corpus.text_start);
}

static _Noreturn void wrong(const struct receiver *receiver, const uint8_t *bytes, size_t size) {
  die("wrong bytes for stream %u behind token %llu: \"%.*s\"", receiver->stream,
      (unsigned long long)receiver->tokens, size < 200 ? (int)size : 200, (const char *)bytes);
}

static void advance(struct receiver *receiver, size_t size, const uint16_t *within, size_t cycle) {
  receiver->at += size;
  if (receiver->at == cycle) {
    receiver->at = 0;
    receiver->cycles++;
  }
  receiver->tokens = receiver->cycles * TOKENS + within[receiver->at];
}

// Whether the bytes are stream k's, from the receiver's place in the frames on, within one cycle.
static bool equal(const struct receiver *receiver, const uint8_t *bytes, size_t size) {
  const uint8_t *frames = corpus.frames;
  size_t at = receiver->at, end = at + size;
  if (receiver->stream == 0) return memcmp(frames + at, bytes, size) == 0;
  const uint8_t *shifted = bytes - at; // shifted[i] is to be frames[i], but for the digits
  for (int token = frames_within[at]; at < end; token++) {
    size_t digits = corpus.start[token] + header_size(frames + corpus.start[token]) + HEX_BEFORE;
    size_t behind = digits + HEX_DIGITS;
    size_t stop = corpus.start[token + 1] < end ? corpus.start[token + 1] : end;
    if (at < digits) {
      size_t to = digits < stop ? digits : stop;
      if (memcmp(frames + at, shifted + at, to - at) != 0) return false;
      at = to;
    }
    if (at < stop && at < behind) {
      size_t to = behind < stop ? behind : stop;
      if (memcmp(receiver->digits + (at - digits), shifted + at, to - at) != 0) return false;
      at = to;
    }
    if (memcmp(frames + at, shifted + at, stop - at) != 0) return false;
    at = stop;
  }
  return true;
}

// Whole frames before the first byte that is not as expected; a control frame may begin there.
static size_t before_control(struct receiver *receiver, const uint8_t *bytes, size_t size) {
  int token = frames_within[receiver->at];
  size_t good = 0;
  for (; token < TOKENS; token++) {
    size_t next = corpus.start[token + 1] - receiver->at;
    if (next > size || !equal(receiver, bytes, next)) break;
    good = next;
  }
  if (good > 0 && bytes[good] >= OP_CLOSE) return good;
  receiver->tokens = receiver->cycles * TOKENS + (uint64_t)token;
  size_t header = bytes[good] == OP_TEXT && size - good >= 4 ? header_size(bytes + good) : 0;
  wrong(receiver, bytes + good + header, size - good - header);
}

static bool between_frames(const struct receiver *receiver) {
  return corpus.start[frames_within[receiver->at]] == receiver->at;
}

static void exact(struct receiver *receiver, const uint8_t *bytes, size_t size) {
  const size_t cycle = corpus.start[TOKENS];
  while (size > 0) {
    size_t taken;
    if (receiver->control.have > 0 || (*bytes >= OP_CLOSE && between_frames(receiver))) {
      taken = control_frame(&receiver->control, &receiver->connection, bytes, size);
    } else {
      taken = size < cycle - receiver->at ? size : cycle - receiver->at;
      if (!equal(receiver, bytes, taken)) taken = before_control(receiver, bytes, taken);
      advance(receiver, taken, frames_within, cycle);
      receiver->frames = receiver->tokens;
    }
    bytes += taken;
    size -= taken;
  }
}

static void content(struct receiver *receiver, const uint8_t *bytes, size_t size) {
  const size_t cycle = corpus.text_start[TOKENS];
  if (size == 0) wrong(receiver, bytes, size);
  while (size > 0) {
    size_t taken = size < cycle - receiver->at ? size : cycle - receiver->at;
    if (memcmp(corpus.text + receiver->at, bytes, taken) != 0) wrong(receiver, bytes, size);
    advance(receiver, taken, text_within, cycle);
    bytes += taken;
    size -= taken;
  }
  receiver->frames++;
}

static void message(struct receiver *receiver, const uint8_t *bytes, size_t size) {
  const uint8_t *pattern = corpus.frames + header_size(corpus.frames);
  const uint8_t *tail = corpus.frames + corpus.start[1] - CONTENT_AFTER;
  const size_t behind = HEX_BEFORE + HEX_DIGITS;
  if (size < CONTENT_BEFORE + CONTENT_AFTER || memcmp(bytes, pattern, HEX_BEFORE) != 0 ||
      memcmp(bytes + HEX_BEFORE, receiver->digits, HEX_DIGITS) != 0 ||
      memcmp(bytes + behind, pattern + behind, CONTENT_BEFORE - behind) != 0 ||
      memcmp(bytes + size - CONTENT_AFTER, tail, CONTENT_AFTER) != 0) {
    wrong(receiver, bytes, size);
  }
  content(receiver, bytes + CONTENT_BEFORE, size - CONTENT_BEFORE - CONTENT_AFTER);
}

// One frame; returns its size, or 0 when it is not whole yet.
static size_t frame(struct receiver *receiver, const uint8_t *bytes, size_t size) {
  if (size < 2) return 0;
  size_t payload = bytes[1], header = 2;
  if (payload == 126) {
    if (size < 4) return 0;
    payload = (size_t)bytes[2] << 8 | bytes[3];
    header = 4;
  } else if (payload > 126) {
    wrong(receiver, bytes, size);
  }
  if (size < header + payload) return 0;
  if (bytes[0] == OP_TEXT) {
    message(receiver, bytes + header, payload);
    return header + payload;
  }
  return control_frame(&receiver->control, &receiver->connection, bytes, size);
}

static void merged(struct receiver *receiver, size_t size) {
  size_t at = 0, taken;
  while ((taken = frame(receiver, input + at, size - at)) > 0) at += taken;
  free(receiver->rest);
  receiver->rest = NULL;
  receiver->rest_size = size - at;
  if (receiver->rest_size == 0) return;
  receiver->rest = allocate(receiver->rest_size);
  memcpy(receiver->rest, input + at, receiver->rest_size);
}

// Reads once and checks what came; false when nothing was there.
bool receiver_read(struct receiver *receiver) {
  size_t kept = receiver->rest_size;
  ssize_t got = connection_read(&receiver->connection, input + kept, READ_SIZE);
  if (got < 0) return false;
  if (kept > 0) memcpy(input, receiver->rest, kept);
  if (options.merged) {
    merged(receiver, kept + (size_t)got);
  } else {
    exact(receiver, input, (size_t)got);
  }
  return true;
}
