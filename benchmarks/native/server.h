// The floor: what one epoll loop and ready frames cost.
#ifndef DELTAWIRE_SERVER_H
#define DELTAWIRE_SERVER_H

#include "common.h"

#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/types.h>

#define PEER_EVENTS 512 // of one turn

enum kind { LISTENER, CONTROL_LISTENER, CONTROL, TIMER, HANDSHAKE, RECEIVER, ECHO, IDLE };

struct peer {
  int fd;
  enum kind kind;
  bool blocked; // waits until its socket takes more
  uint8_t digits[HEX_DIGITS];
  uint32_t stream;
  size_t index;  // among the receivers
  uint64_t next; // the token of which the next byte is to be sent
  size_t offset; // bytes of that token's frame that are sent
  uint8_t *rest; // input that is not complete yet
  size_t rest_size;
  uint8_t *unsent;
  size_t unsent_size;
};

// Each of the parts below calls only those above it; the loop (server.c) calls them all.

// descriptors and their memory (server_peers.c)
void peers_setup(void);
int peers_wait(struct epoll_event events[PEER_EVENTS], int millis);
struct peer *watch(int fd, enum kind kind);
void wait_for_output(struct peer *peer, bool wait);
void peer_close(struct peer *peer); // its memory stays until the turn ends, whose events may still name it
void peers_free(void);              // at the end of a turn

// fan-out (server_fanout.c)
void fanout_setup(struct corpus *corpus, int frames_per_send);
void fanout_add(struct peer *receiver);
void fanout_remove(struct peer *receiver);
void fanout_push(struct peer *receiver);
void fanout_start(uint64_t rate, uint64_t window, int timer);
void fanout_ack(uint64_t tokens);
uint64_t fanout_stop(int timer);
void fanout_due(void);
bool fanout_may_produce(void);
void fanout_produce(void);
int64_t fanout_began(void);

// frames (server_frames.c)
void peer_readable(struct peer *peer);
void peer_writable(struct peer *peer);
void peer_gone(struct peer *peer);

#endif
