#ifndef DELTAWIRE_SHA1_H
#define DELTAWIRE_SHA1_H

#include <stddef.h>
#include <stdint.h>

// FIPS 180-4, for what RFC 6455 4.2.2 needs of it: messages of less than 120 bytes.
void sha1(const uint8_t *message, size_t length, uint8_t digest[20]);

#endif
