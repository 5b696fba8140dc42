#include "load.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define EVENTS 256

// A connection on its way: upgrade, Close, end.
struct caller {
  int fd;
  enum { CONNECTING, UPGRADING, CLOSING } phase;
  char head[2048];
  size_t have;
};

static struct caller *callers;
static int epoll;
static uint32_t source;
static uint64_t done;
static char request[512];
static size_t request_size;

static void watch(struct caller *caller, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = caller};
  if (epoll_ctl(epoll, operation, caller->fd, &event) != 0) die("epoll_ctl");
}

static void begin(struct caller *caller) {
  caller->fd = connection_socket(source++);
  caller->phase = CONNECTING;
  caller->have = 0;
  non_blocking(caller->fd);
  connection_begin(caller->fd);
  watch(caller, EPOLL_CTL_ADD, EPOLLOUT);
}

static void upgrade(struct caller *caller) {
  if (send(caller->fd, request, request_size, MSG_NOSIGNAL) != (ssize_t)request_size) die("connect: %s", strerror(errno));
  caller->phase = UPGRADING;
  watch(caller, EPOLL_CTL_MOD, EPOLLIN);
}

static void check_upgrade(struct caller *caller) {
  static const uint8_t close_frame[] = {OP_CLOSE, 0x82, 1, 2, 3, 4, 0x03 ^ 1, 0xE8 ^ 2}; // 1000
  if (caller->have < 4 || memcmp(caller->head + caller->have - 4, "\r\n\r\n", 4) != 0) return;
  caller->head[caller->have] = 0;
  if (!upgrade_accepted(caller->head)) die("the upgrade was refused: %.60s", caller->head);
  if (send(caller->fd, close_frame, sizeof close_frame, MSG_NOSIGNAL) != sizeof close_frame) die("no Close went out");
  caller->phase = CLOSING;
  caller->have = 0;
}

// RFC 6455 5.5.1: whoever gets a Close answers with one.
static void finish(struct caller *caller) {
  const uint8_t *answer = (const uint8_t *)caller->head;
  if (caller->have < 2 || answer[0] != OP_CLOSE) die("no Close came back");
  close(caller->fd);
  done++;
  begin(caller);
}

static void readable(struct caller *caller) {
  ssize_t got = recv(caller->fd, caller->head + caller->have, sizeof caller->head - 1 - caller->have, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got < 0 && caller->phase == UPGRADING) die("reset during an upgrade: %s", strerror(errno));
  if (got > 0) caller->have += (size_t)got;
  if (caller->phase == UPGRADING) {
    if (got == 0) die("closed during an upgrade");
    check_upgrade(caller);
  } else if (got <= 0 || caller->have >= 2) {
    finish(caller);
  }
}

static void call_for(double seconds) {
  struct epoll_event events[EVENTS];
  int64_t deadline = now_nanos() + (int64_t)(seconds * NANOS);
  while (now_nanos() < deadline) {
    int count = epoll_wait(epoll, events, EVENTS, 5000);
    if (count <= 0) die("no connection moved for 5 s");
    for (int i = 0; i < count; i++) {
      struct caller *caller = events[i].data.ptr;
      if (caller->phase == CONNECTING) {
        upgrade(caller);
      } else {
        readable(caller);
      }
    }
  }
}

void run_connects(const struct workload *workload) {
  struct window window;
  if (options.tls) die("connects are measured without TLS");
  epoll = epoll_create1(EPOLL_CLOEXEC);
  request_size = upgrade_request(request, sizeof request, "/idle");
  callers = allocate(workload->connections * sizeof *callers);
  for (uint32_t i = 0; i < workload->connections; i++) begin(&callers[i]);
  call_for(options.warmup);
  struct stats from = server_stats(false);
  uint64_t counted = done;
  uint64_t before = done;
  window_begin(&window);
  call_for(options.seconds);
  window_end(&window);
  double measured = (double)(done - before);
  struct stats to = server_stats(false);
  printf("%s", workload->name);
  report("seconds", window_seconds(&window));
  report("cpu", window_cpu(&window));
  report("connects_per_s", measured / window_seconds(&window));
  report("cpu_per_thousand_connects", window_cpu(&window) / measured * 1e3);
  report("bytes_per_connect", (double)(to.allocated - from.allocated) / (double)(done - counted));
  report("gcs", (double)(to.collections - from.collections));
  report_end();
  for (uint32_t i = 0; i < workload->connections; i++) close(callers[i].fd);
  free(callers);
  close(epoll);
}
