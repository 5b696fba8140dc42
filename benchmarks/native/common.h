// What the load client and the C servers share: time, failure, the corpus and its frames.
#ifndef DELTAWIRE_COMMON_H
#define DELTAWIRE_COMMON_H

#include <stddef.h>
#include <stdint.h>

#define NANOS 1000000000LL
#define TOKENS 4096 // a power of two
#define HEX_DIGITS 12
#define CONTENT_BEFORE 99 // bytes of a message before its content
#define HEX_BEFORE 74     // bytes of a message before the digits of its stream
#define CONTENT_AFTER 22

#define OP_TEXT 0x81
#define OP_CLOSE 0x88
#define OP_PING 0x89
#define OP_PONG 0x8A

// The frames of stream 0 for all tokens of the corpus, back to back, and where each begins.
struct corpus {
  uint8_t *frames;
  size_t start[TOKENS + 1];
  uint8_t *text; // the escaped contents, back to back
  size_t text_start[TOKENS + 1];
};

// Prints the reason and ends the process.
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

int64_t now_nanos(void);
void *allocate(size_t size);
void load_corpus(struct corpus *corpus, const char *path);

// Writes the digits that tell stream k from the others.
void stream_digits(uint32_t stream, uint8_t digits[HEX_DIGITS]);

// Writes an unmasked header of 2 or 4 bytes and returns its size.
size_t frame_header(uint8_t *out, uint8_t first, size_t payload);

// The size of the header of a frame of stream 0 that begins here.
static inline size_t header_size(const uint8_t *frame) { return (frame[1] & 0x7F) < 126 ? 2 : 4; }

void no_delay(int fd);
void non_blocking(int fd);

#endif
