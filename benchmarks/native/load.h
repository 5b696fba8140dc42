// The load client: one thread, one epoll, every byte that comes is checked.
#ifndef DELTAWIRE_LOAD_H
#define DELTAWIRE_LOAD_H

#include "common.h"
#include "histogram.h"

#include <stdbool.h>
#include <sys/types.h>

#define READ_SIZE (256 * 1024)
#define MAX_CONTROL 125 // RFC 6455 5.5

struct options {
  const char *corpus;
  double seconds, warmup, paced_seconds, paced_warmup, first_warmup, idle_warmup, idle_seconds;
  uint64_t window;
  bool merged, tls;
  char **workloads;
  int workload_count;
  char **server;
};

struct workload {
  const char *name;
  void (*run)(const struct workload *workload);
  uint32_t streams, connections, rate; // rate: tokens a second, or messages in flight
  uint32_t window;                     // tokens, where it is not the options'
};

extern struct options options;
extern struct corpus corpus;
extern const struct workload *current;

// server process and its control connection (control.c)
struct stats {
  int64_t cpu, allocated, collections, collection_millis, heap, direct;
};
void server_start(char **command);
void server_end(void);
int64_t server_cpu_nanos(void);
int64_t server_resident_bytes(void);
void server_send(const char *format, ...) __attribute__((format(printf, 1, 2)));
int64_t server_answer(const char *word);
struct stats server_stats(bool collect);
int server_port(void);

// one connection (connection.c)
struct connection {
  int fd;
  void *tls;
};
void connection_prepare(void);
int connection_socket(uint32_t source);
void connection_begin(int fd);
size_t upgrade_request(char *out, size_t room, const char *path);
void connection_open(struct connection *connection, const char *path);
bool upgrade_accepted(const char *head);
void connection_leave(struct connection *connection); // says Close, and does not wait
void connection_close(struct connection *connection);
ssize_t connection_read(struct connection *connection, void *bytes, size_t room); // -1: nothing there
void connection_write(struct connection *connection, const void *bytes, size_t size);
void connection_control(struct connection *connection, uint8_t first, const uint8_t *payload, size_t size);

// control frames between what is expected (frames.c)
struct control {
  uint8_t bytes[2 + MAX_CONTROL];
  size_t have;
};
size_t control_frame(struct control *control, struct connection *connection, const uint8_t *bytes, size_t size);

// receivers (receiver.c)
struct receiver {
  struct connection connection;
  struct control control;
  uint32_t stream;
  uint8_t digits[HEX_DIGITS];
  uint64_t tokens, frames;
  uint64_t cycles; // of the corpus
  size_t at;       // bytes of this cycle's frames, or of its text when frames may merge
  uint8_t *rest;
  size_t rest_size;
};
void receivers_prepare(void);
bool receiver_read(struct receiver *receiver);

// workloads
void run_fanout(const struct workload *workload);
void run_echo(const struct workload *workload);
void run_connects(const struct workload *workload);
void run_idle(const struct workload *workload);

// A time of measurement, and what the server used in it (measure.c)
struct window {
  int64_t began, ended, cpu_began, cpu_ended;
};
void window_begin(struct window *window);
void window_end(struct window *window);
double window_seconds(const struct window *window);
double window_cpu(const struct window *window);

// Prints `workload NAME` and pairs `key=value`; a line's end with NULL.
void report(const char *key, double value);
void report_end(void);

#endif
