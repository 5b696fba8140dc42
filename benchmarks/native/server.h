// The floor: what one epoll loop and ready frames cost.
#ifndef DELTAWIRE_SERVER_H
#define DELTAWIRE_SERVER_H

#include "common.h"

#include <stdbool.h>
#include <sys/types.h>

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

// loop (server.c)
struct peer *watch(int fd, enum kind kind);
void wait_for_output(struct peer *peer, bool wait);
void drop(struct peer *peer);

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

#endif
