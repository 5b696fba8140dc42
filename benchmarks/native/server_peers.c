#include "server.h"

#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

static int epoll;
static struct peer *closed[PEER_EVENTS];
static int closed_count;

void peers_setup(void) { epoll = epoll_create1(EPOLL_CLOEXEC); }

int peers_wait(struct epoll_event events[PEER_EVENTS], int millis) {
  return epoll_wait(epoll, events, PEER_EVENTS, millis);
}

struct peer *watch(int fd, enum kind kind) {
  struct peer *peer = allocate(sizeof *peer);
  peer->fd = fd;
  peer->kind = kind;
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) die("epoll_ctl");
  return peer;
}

void wait_for_output(struct peer *peer, bool wait) {
  peer->blocked = wait;
  uint32_t waiting = peer->kind == RECEIVER ? EPOLLIN | EPOLLOUT : EPOLLOUT; // who echoes reads its echoes first
  struct epoll_event event = {.events = wait ? waiting : EPOLLIN, .data.ptr = peer};
  if (epoll_ctl(epoll, EPOLL_CTL_MOD, peer->fd, &event) != 0) die("epoll_ctl");
}

void peer_close(struct peer *peer) {
  close(peer->fd);
  peer->fd = -1;
  free(peer->rest);
  free(peer->unsent);
  closed[closed_count++] = peer;
}

void peers_free(void) {
  while (closed_count > 0) free(closed[--closed_count]);
}
