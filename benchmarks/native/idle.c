#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#define EVENTS 256

struct idler {
  struct connection connection;
  struct control control;
};

static int epoll;
static uint64_t pings;

static void readable(struct idler *idler) {
  uint8_t bytes[1024];
  ssize_t got = connection_read(&idler->connection, bytes, sizeof bytes);
  for (ssize_t used = 0; used < got;) {
    used += (ssize_t)control_frame(&idler->control, &idler->connection, bytes + used, (size_t)(got - used));
    if (idler->control.have == 0) pings++;
  }
}

static void idle_for(double seconds) {
  struct epoll_event events[EVENTS];
  int64_t deadline = now_nanos() + (int64_t)(seconds * NANOS);
  while (now_nanos() < deadline) {
    int count = epoll_wait(epoll, events, EVENTS, 20);
    for (int i = 0; i < count; i++) readable(events[i].data.ptr);
  }
}

static struct idler *open_idlers(uint32_t count) {
  struct idler *idlers = allocate(count * sizeof *idlers);
  epoll = epoll_create1(EPOLL_CLOEXEC);
  for (uint32_t i = 0; i < count; i++) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &idlers[i]};
    connection_open(&idlers[i].connection, "/idle");
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, idlers[i].connection.fd, &event) != 0) die("epoll_ctl");
  }
  return idlers;
}

void run_idle(const struct workload *workload) {
  struct window window;
  double count = workload->connections;
  struct stats from = server_stats(true);
  int64_t resident = server_resident_bytes();
  struct idler *idlers = open_idlers(workload->connections);
  idle_for(options.idle_warmup);
  pings = 0;
  window_begin(&window);
  idle_for(options.idle_seconds);
  window_end(&window);
  uint64_t came = pings;
  struct stats to = server_stats(true);
  printf("%s", workload->name);
  report("seconds", window_seconds(&window));
  report("cpu", window_cpu(&window));
  report("cpu_percent", window_cpu(&window) / window_seconds(&window) * 100);
  report("memory_per_connection", (double)(to.heap - from.heap + to.direct - from.direct) / count);
  report("heap_bytes_per_connection", (double)(to.heap - from.heap) / count);
  report("direct_bytes_per_connection", (double)(to.direct - from.direct) / count);
  report("resident_bytes_per_connection", (double)(server_resident_bytes() - resident) / count);
  report("pings", (double)came);
  report("connections", count);
  report_end();
  for (uint32_t i = 0; i < workload->connections; i++) connection_close(&idlers[i].connection);
  free(idlers);
  close(epoll);
}
