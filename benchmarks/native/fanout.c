#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#define EVENTS 256
#define STEPS 1024 // acknowledgements between the slowest receiver and the fastest; a power of two
#define SETTLE_NANOS (NANOS / 5)
#define STALL_NANOS (NANOS / 4)
#define GIVE_UP_NANOS (5 * NANOS)
#define DRAIN_NANOS (10 * NANOS)
#define LATE_DRAIN_NANOS NANOS // who has not kept up in the measured time is overloaded anyway

static struct receiver *receivers;
static const struct workload *load;
static int epoll;
static int64_t due_start;
static struct histogram latency;
static uint32_t reached[STEPS]; // how many receivers have come so many steps far
static uint64_t step, next_step;
static uint64_t stalls;

// Everything that is counted at one moment.
struct counts {
  uint64_t tokens, frames;
  struct stats stats;
};

static void open_receivers(void) {
  char path[32];
  receivers = allocate(load->connections * sizeof *receivers);
  epoll = epoll_create1(EPOLL_CLOEXEC);
  for (uint32_t i = 0; i < load->connections; i++) {
    struct receiver *receiver = &receivers[i];
    receiver->stream = i % load->streams;
    stream_digits(receiver->stream, receiver->digits);
    snprintf(path, sizeof path, "/stream/%u", receiver->stream);
    connection_open(&receiver->connection, path);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = receiver};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, receiver->connection.fd, &event) != 0) die("epoll_ctl");
  }
  nanosleep(&(struct timespec){.tv_nsec = SETTLE_NANOS}, NULL);
}

static void close_receivers(void) {
  for (uint32_t i = 0; i < load->connections; i++) connection_leave(&receivers[i].connection);
  nanosleep(&(struct timespec){.tv_nsec = SETTLE_NANOS}, NULL);
  for (uint32_t i = 0; i < load->connections; i++) {
    connection_close(&receivers[i].connection);
    free(receivers[i].rest);
  }
  free(receivers);
  close(epoll);
}

static void acknowledge(uint64_t before, uint64_t after) {
  for (uint64_t passed = before / step + 1; passed <= after / step; passed++) reached[passed % STEPS]++;
  while (reached[next_step % STEPS] == load->connections) {
    reached[next_step % STEPS] = 0;
    server_send("ack %llu", (unsigned long long)(next_step * step));
    next_step++;
  }
}

static void record_latency(uint64_t before, uint64_t after) {
  int64_t now = now_nanos(), interval = NANOS / load->rate;
  for (uint64_t token = before; token < after; token++) {
    record(&latency, now - (due_start + (int64_t)token * interval), 1);
  }
}

static void read_receiver(struct receiver *receiver) {
  uint64_t before = receiver->tokens;
  if (!receiver_read(receiver) || receiver->tokens == before) return;
  if (load->rate > 0) {
    record_latency(before, receiver->tokens);
  } else {
    acknowledge(before, receiver->tokens);
  }
}

// Whether something came within so many milliseconds.
static bool poll_once(int millis) {
  struct epoll_event events[EVENTS];
  int count = epoll_wait(epoll, events, EVENTS, millis);
  for (int i = 0; i < count; i++) read_receiver(events[i].data.ptr);
  return count > 0;
}

// A server that has lost a wake-up looks again at a connection that sends something.
static void nudge(void) {
  uint64_t most = 0;
  for (uint32_t i = 0; i < load->connections; i++) {
    if (receivers[i].tokens > most) most = receivers[i].tokens;
  }
  for (uint32_t i = 0; i < load->connections; i++) {
    if (receivers[i].tokens < most) connection_control(&receivers[i].connection, OP_PING, NULL, 0);
  }
  stalls++;
}

static void receive_until(int64_t deadline) {
  int64_t last = now_nanos(), nudged = last, now;
  while ((now = now_nanos()) < deadline) {
    if (poll_once(50)) {
      last = now;
    } else if (now - last > GIVE_UP_NANOS) {
      die("nothing has come for 5 s");
    } else if (load->rate == 0 && now - last > STALL_NANOS && now - nudged > STALL_NANOS) {
      nudge();
      nudged = now;
    }
  }
}

static struct counts count_all(bool with_stats) {
  struct counts counts = {0};
  if (with_stats) counts.stats = server_stats(false);
  for (uint32_t i = 0; i < load->connections; i++) {
    counts.tokens += receivers[i].tokens;
    counts.frames += receivers[i].frames;
  }
  return counts;
}

// Every receiver gets all that was produced, and nothing more; false when that takes too long.
static bool drain(int64_t nanos) {
  uint64_t produced = (uint64_t)server_answer("stopped ");
  int64_t deadline = now_nanos() + nanos;
  for (;;) {
    uint64_t missing = 0;
    for (uint32_t i = 0; i < load->connections; i++) {
      if (receivers[i].tokens > produced) die("more tokens than were produced");
      missing += produced - receivers[i].tokens;
    }
    if (missing == 0) return true;
    if (now_nanos() > deadline) return false;
    if (!poll_once(STALL_NANOS / 1000000)) nudge();
  }
}

static void start(void) {
  memset(&latency, 0, sizeof latency);
  memset(reached, 0, sizeof reached);
  uint64_t window = load->window ? load->window : options.window;
  step = window / 4;
  next_step = 1;
  stalls = 0;
  server_send("fanout %u %u %llu", load->streams, load->rate, (unsigned long long)window);
  due_start = server_answer("started ");
}

// The part of what was due that came in the measured time.
static double kept(const struct window *window, const struct counts *cpu) {
  double tokens = (double)(cpu[1].tokens - cpu[0].tokens);
  return tokens / window_seconds(window) / ((double)load->rate * load->connections);
}

static bool lagged(const struct window *window, const struct counts *cpu) {
  return load->rate > 0 && (kept(window, cpu) < 0.98 || quantile(&latency, 0.5) > 1e9);
}

static void print(const struct window *window, const struct counts *cpu, const struct counts *stats, bool overloaded) {
  double tokens = (double)(cpu[1].tokens - cpu[0].tokens), frames = (double)(cpu[1].frames - cpu[0].frames);
  double seconds = window_seconds(window), spent = window_cpu(window);
  if (tokens == 0) die("no token has come in the measured time");
  double counted = (double)(stats[1].tokens - stats[0].tokens);
  const struct stats *from = &stats[0].stats, *to = &stats[1].stats;
  printf("%s", load->name);
  report("seconds", seconds);
  report("cpu", spent);
  report("tokens", tokens);
  report("frames", frames);
  report("tokens_per_s", tokens / seconds);
  report("frames_per_s", frames / seconds);
  report("cpu_per_million_frames", spent / frames * 1e6);
  report("cpu_per_million_tokens", spent / tokens * 1e6);
  report("bytes_per_token", (double)(to->allocated - from->allocated) / counted);
  report("gcs", (double)(to->collections - from->collections));
  report("gc_ms", (double)(to->collection_millis - from->collection_millis));
  report("stalls", (double)stalls);
  if (load->rate > 0) {
    report("p50_ms", quantile(&latency, 0.5) / 1e6);
    report("p99_ms", quantile(&latency, 0.99) / 1e6);
    report("kept", kept(window, cpu));
  }
  report("overloaded", overloaded);
  report_end();
}

void run_fanout(const struct workload *workload) {
  struct counts stats[2], cpu[2];
  struct window window;
  load = workload;
  receivers_prepare();
  open_receivers();
  start();
  receive_until(now_nanos() + (int64_t)(options.warmup * 0.8 * NANOS));
  stats[0] = count_all(true);
  receive_until(now_nanos() + (int64_t)(options.warmup * 0.2 * NANOS));
  memset(&latency, 0, sizeof latency);
  stalls = 0;
  cpu[0] = count_all(false);
  window_begin(&window);
  receive_until(now_nanos() + (int64_t)(options.seconds * NANOS));
  window_end(&window);
  cpu[1] = count_all(false);
  struct histogram measured = latency;
  stats[1] = count_all(true);
  server_send("stop");
  bool late = lagged(&window, cpu);
  bool drained = drain(late ? LATE_DRAIN_NANOS : DRAIN_NANOS);
  latency = measured;
  print(&window, cpu, stats, late || !drained);
  close_receivers();
}
