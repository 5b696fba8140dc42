// The C servers of the benchmark: `server c-epoll|c-epoll-N --loops 1 --corpus FILE`.
#include "server.h"

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static int timer;

static struct peer *listen_on(enum kind kind, int *port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, 4096) != 0) die("listen");
  getsockname(fd, (struct sockaddr *)&address, &size);
  *port = ntohs(address.sin_port);
  return watch(fd, kind);
}

static void accept_all(int listener, enum kind kind) {
  int fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    no_delay(fd);
    watch(fd, kind);
  }
}

static void reply(int fd, const char *line) {
  if (write(fd, line, strlen(line)) < 0) die("the control connection is gone");
}

static void report(int fd) {
  struct timespec cpu;
  char line[80];
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
  snprintf(line, sizeof line, "stats %lld 0 0 0 0 0\n", (long long)cpu.tv_sec * NANOS + cpu.tv_nsec);
  reply(fd, line);
}

static void command(int fd, const char *line) {
  unsigned long streams, rate, window, tokens;
  char answer[64];
  if (sscanf(line, "ack %lu", &tokens) == 1) {
    fanout_ack(tokens);
  } else if (sscanf(line, "fanout %lu %lu %lu", &streams, &rate, &window) == 3) {
    fanout_start(rate, window, timer);
    snprintf(answer, sizeof answer, "started %lld\n", (long long)fanout_began());
    reply(fd, answer);
  } else if (strcmp(line, "stop") == 0) {
    snprintf(answer, sizeof answer, "stopped %llu\n", (unsigned long long)fanout_stop(timer));
    reply(fd, answer);
  } else if (strcmp(line, "stats") == 0) {
    report(fd);
  } else if (strcmp(line, "gc") != 0) {
    die("unknown command: %s", line);
  }
}

static void obey(struct peer *control) {
  static char lines[4096];
  static size_t have;
  ssize_t got = recv(control->fd, lines + have, sizeof lines - 1 - have, 0);
  if (got <= 0) exit(0);
  have += (size_t)got;
  lines[have] = 0;
  char *line = lines, *end;
  while ((end = strchr(line, '\n'))) {
    *end = 0;
    command(control->fd, line);
    line = end + 1;
  }
  have -= (size_t)(line - lines);
  memmove(lines, line, have);
}

static void due(int fd) {
  uint64_t expirations;
  if (read(fd, &expirations, sizeof expirations) > 0) fanout_due();
}

static void handle(struct peer *peer, uint32_t events) {
  switch (peer->kind) {
  case LISTENER: accept_all(peer->fd, HANDSHAKE); break;
  case CONTROL_LISTENER: accept_all(peer->fd, CONTROL); break;
  case CONTROL: obey(peer); break;
  case TIMER: due(peer->fd); break;
  default:
    if (events & EPOLLOUT) peer_writable(peer);
    if (events & EPOLLIN) peer_readable(peer);
    if (events & (EPOLLHUP | EPOLLERR)) peer_gone(peer);
  }
}

static void turn(void) {
  struct epoll_event events[PEER_EVENTS];
  int count = peers_wait(events, fanout_may_produce() ? 0 : -1);
  for (int i = 0; i < count; i++) {
    struct peer *peer = events[i].data.ptr;
    if (peer->fd >= 0) handle(peer, events[i].events);
  }
  peers_free();
  if (fanout_may_produce()) fanout_produce();
}

int main(int count, char **arguments) {
  static struct corpus corpus;
  int frames = 1, port, control_port;
  if (count != 6 || strcmp(arguments[2], "--loops") != 0 || strcmp(arguments[3], "1") != 0 ||
      strcmp(arguments[4], "--corpus") != 0 || strncmp(arguments[1], "c-epoll", 7) != 0) {
    die("usage: server c-epoll|c-epoll-N --loops 1 --corpus FILE");
  }
  if (arguments[1][7] != 0 && (sscanf(arguments[1] + 7, "-%d", &frames) != 1 || frames < 1 || frames > 256)) {
    die("no such server: %s", arguments[1]);
  }
  signal(SIGPIPE, SIG_IGN);
  load_corpus(&corpus, arguments[5]);
  fanout_setup(&corpus, frames);
  peers_setup();
  timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  watch(timer, TIMER);
  listen_on(LISTENER, &port);
  listen_on(CONTROL_LISTENER, &control_port);
  printf("ready %d %d\n", port, control_port);
  fflush(stdout);
  for (;;) turn();
}
