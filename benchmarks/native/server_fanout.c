#include "server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

static struct corpus *corpus;
static uint64_t frames_per_send;
static struct peer **receivers;
static size_t receiver_count;
static size_t receiver_room;
static uint64_t produced, acknowledged, window, rate;
static int64_t began;
static bool running;

void fanout_setup(struct corpus *with, int frames) {
  corpus = with;
  frames_per_send = (uint64_t)frames;
}

void fanout_add(struct peer *receiver) {
  if (receiver_count == receiver_room) {
    receiver_room = receiver_room ? 2 * receiver_room : 64;
    receivers = realloc(receivers, receiver_room * sizeof *receivers);
    if (!receivers) die("no memory");
  }
  stream_digits(receiver->stream, receiver->digits);
  receiver->index = receiver_count;
  receivers[receiver_count++] = receiver;
}

void fanout_remove(struct peer *receiver) {
  receivers[receiver->index] = receivers[--receiver_count];
  receivers[receiver->index]->index = receiver->index;
}

static void set_timer(int timer, int64_t interval) {
  struct itimerspec spec = {0};
  if (interval > 0) {
    spec.it_value.tv_sec = began / NANOS;
    spec.it_value.tv_nsec = began % NANOS;
    spec.it_interval.tv_nsec = interval;
  }
  if (timerfd_settime(timer, TFD_TIMER_ABSTIME, &spec, NULL) != 0) die("timerfd");
}

void fanout_start(uint64_t tokens_per_second, uint64_t tokens_ahead, int timer) {
  produced = acknowledged = 0;
  window = tokens_ahead;
  rate = tokens_per_second;
  began = now_nanos();
  running = true;
  if (rate > 0) set_timer(timer, NANOS / (int64_t)rate);
}

int64_t fanout_began(void) { return began; }

void fanout_ack(uint64_t tokens) { acknowledged = tokens; }

uint64_t fanout_stop(int timer) {
  running = false;
  set_timer(timer, 0);
  return produced;
}

bool fanout_may_produce(void) {
  return running && rate == 0 && produced + frames_per_send <= acknowledged + window;
}

// Up to `frames` ready frames from the receiver's position on.
static const uint8_t *ready(const struct peer *receiver, uint64_t frames, size_t *size) {
  static uint8_t patched[64 * 1024];
  size_t first = receiver->next % TOKENS;
  size_t last = first + frames < TOKENS ? first + frames : TOKENS;
  size_t start = corpus->start[first];
  *size = corpus->start[last] - start;
  if (receiver->stream == 0) return corpus->frames + start;
  if (*size > sizeof patched) die("frames of %zu bytes", *size);
  memcpy(patched, corpus->frames + start, *size);
  for (size_t token = first; token < last; token++) {
    uint8_t *frame = patched + (corpus->start[token] - start);
    memcpy(frame + header_size(frame) + HEX_BEFORE, receiver->digits, HEX_DIGITS);
  }
  return patched;
}

static void advance(struct peer *receiver, size_t sent) {
  receiver->offset += sent;
  for (;;) {
    size_t token = receiver->next % TOKENS;
    size_t size = corpus->start[token + 1] - corpus->start[token];
    if (receiver->offset < size) return;
    receiver->offset -= size;
    receiver->next++;
  }
}

void fanout_push(struct peer *receiver) {
  while (receiver->next < produced) {
    uint64_t behind = produced - receiver->next;
    size_t size;
    const uint8_t *bytes = ready(receiver, behind < frames_per_send ? behind : frames_per_send, &size);
    size_t wanted = size - receiver->offset;
    ssize_t sent = send(receiver->fd, bytes + receiver->offset, wanted, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return; // the reading side sees the end of the connection
    if (sent > 0) advance(receiver, (size_t)sent);
    if (sent < (ssize_t)wanted) {
      if (!receiver->blocked) wait_for_output(receiver, true);
      return;
    }
  }
  if (receiver->blocked) wait_for_output(receiver, false);
}

static void push_all(void) {
  for (size_t i = 0; i < receiver_count; i++) {
    if (!receivers[i]->blocked) fanout_push(receivers[i]);
  }
}

void fanout_produce(void) {
  produced += frames_per_send;
  push_all();
}

void fanout_due(void) {
  if (!running || rate == 0) return;
  produced = (uint64_t)(now_nanos() - began) / (uint64_t)(NANOS / (int64_t)rate) + 1;
  push_all();
}
