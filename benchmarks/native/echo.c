#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define EVENTS 256
#define RING 64 // messages of a connection, again and again; a power of two
#define TEXT 64
#define SENT (6 + TEXT) // a masked frame
#define BACK (2 + TEXT) // its echo

struct echoer {
  struct connection connection;
  struct control control;
  uint8_t sent[RING * SENT];
  uint8_t back[RING * BACK];
  int64_t sent_at[RING];
  uint64_t next; // message to send
  uint64_t done; // messages that came back
  size_t at;     // bytes of the ring of echoes
};

static struct echoer *echoers;
static const struct workload *load;
static int epoll;
static struct histogram round_trip;
static uint64_t echoes;

static void make_messages(struct echoer *echoer, uint32_t number) {
  for (uint32_t i = 0; i < RING; i++) {
    char text[TEXT + 1];
    uint8_t key[4] = {(uint8_t)(number + 1), (uint8_t)(i + 17), 0x3C, 0xA5};
    uint8_t *sent = echoer->sent + i * SENT, *back = echoer->back + i * BACK;
    int size = snprintf(text, sizeof text, "message %02u of connection %03u, f\xC3\xBCr die Leitung: ", i, number % 1000);
    memset(text + size, 'a' + (int)(i % 26), (size_t)(TEXT - size));
    frame_header(back, OP_TEXT, TEXT);
    memcpy(back + 2, text, TEXT);
    sent[0] = OP_TEXT;
    sent[1] = 0x80 | TEXT;
    memcpy(sent + 2, key, 4);
    for (int j = 0; j < TEXT; j++) sent[6 + j] = (uint8_t)text[j] ^ key[j & 3];
  }
}

static void send_messages(struct echoer *echoer, uint32_t count) {
  int64_t now = now_nanos();
  while (count > 0) {
    uint32_t slot = (uint32_t)(echoer->next % RING);
    uint32_t now_sent = count < RING - slot ? count : RING - slot;
    for (uint32_t i = 0; i < now_sent; i++) echoer->sent_at[slot + i] = now;
    connection_write(&echoer->connection, echoer->sent + slot * SENT, now_sent * SENT);
    echoer->next += now_sent;
    count -= now_sent;
  }
}

static size_t check(struct echoer *echoer, const uint8_t *bytes, size_t size) {
  if (echoer->control.have > 0 || (echoer->at % BACK == 0 && *bytes >= OP_CLOSE)) {
    return control_frame(&echoer->control, &echoer->connection, bytes, size);
  }
  size_t left = echoer->at % BACK == 0 ? sizeof echoer->back - echoer->at : BACK - echoer->at % BACK;
  size_t taken = size < left ? size : left;
  if (memcmp(echoer->back + echoer->at, bytes, taken) != 0) {
    taken = BACK - echoer->at % BACK < taken ? BACK - echoer->at % BACK : taken;
    if (memcmp(echoer->back + echoer->at, bytes, taken) != 0) die("a wrong echo: \"%.80s\"", (const char *)bytes);
  }
  echoer->at = (echoer->at + taken) % sizeof echoer->back;
  return taken;
}

static void read_echoes(struct echoer *echoer) {
  static uint8_t input[READ_SIZE + 1];
  ssize_t got = connection_read(&echoer->connection, input, READ_SIZE);
  if (got < 0) return;
  uint64_t came = 0;
  for (size_t used = 0; used < (size_t)got;) {
    size_t before = echoer->at;
    used += check(echoer, input + used, (size_t)got - used);
    size_t after = echoer->at < before ? echoer->at + sizeof echoer->back : echoer->at;
    came += after / BACK - before / BACK;
  }
  int64_t now = now_nanos();
  for (uint64_t i = 0; i < came; i++) record(&round_trip, now - echoer->sent_at[(echoer->done + i) % RING], 1);
  echoer->done += came;
  echoes += came;
  if (came > 0) send_messages(echoer, (uint32_t)came);
}

static void echo_for(double seconds) {
  struct epoll_event events[EVENTS];
  int64_t deadline = now_nanos() + (int64_t)(seconds * NANOS);
  while (now_nanos() < deadline) {
    int count = epoll_wait(epoll, events, EVENTS, 5000);
    if (count <= 0) die("no echo for 5 s");
    for (int i = 0; i < count; i++) read_echoes(events[i].data.ptr);
  }
}

static void open_echoers(void) {
  echoers = allocate(load->connections * sizeof *echoers);
  epoll = epoll_create1(EPOLL_CLOEXEC);
  for (uint32_t i = 0; i < load->connections; i++) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &echoers[i]};
    make_messages(&echoers[i], i);
    connection_open(&echoers[i].connection, "/echo");
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, echoers[i].connection.fd, &event) != 0) die("epoll_ctl");
  }
  for (uint32_t i = 0; i < load->connections; i++) send_messages(&echoers[i], load->rate);
}

void run_echo(const struct workload *workload) {
  struct window window;
  load = workload;
  open_echoers();
  echo_for(options.warmup);
  struct stats from = server_stats(false);
  uint64_t counted = echoes;
  memset(&round_trip, 0, sizeof round_trip);
  uint64_t before = echoes;
  window_begin(&window);
  echo_for(options.seconds);
  window_end(&window);
  double measured = (double)(echoes - before);
  struct stats to = server_stats(false);
  printf("%s", load->name);
  report("seconds", window_seconds(&window));
  report("cpu", window_cpu(&window));
  report("echoes_per_s", measured / window_seconds(&window));
  report("cpu_per_million_echoes", window_cpu(&window) / measured * 1e6);
  report("bytes_per_echo", (double)(to.allocated - from.allocated) / (double)(echoes - counted));
  report("gcs", (double)(to.collections - from.collections));
  report("p50_ms", quantile(&round_trip, 0.5) / 1e6);
  report("p99_ms", quantile(&round_trip, 0.99) / 1e6);
  report_end();
  for (uint32_t i = 0; i < load->connections; i++) connection_close(&echoers[i].connection);
  free(echoers);
  close(epoll);
}
