#include "sha1.h"

#include <string.h>

#define BLOCK 64

static uint32_t rotate(uint32_t word, int bits) { return word << bits | word >> (32 - bits); }

static uint32_t round_function(int round, uint32_t b, uint32_t c, uint32_t d) {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5A827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ED9EBA1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC;
  return (b ^ c ^ d) + 0xCA62C1D6;
}

static void compress(uint32_t hash[5], const uint8_t *block) {
  uint32_t word[80];
  for (int i = 0; i < 16; i++) {
    const uint8_t *at = block + 4 * i;
    word[i] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
  }
  for (int i = 16; i < 80; i++) word[i] = rotate(word[i - 3] ^ word[i - 8] ^ word[i - 14] ^ word[i - 16], 1);
  uint32_t a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4];
  for (int i = 0; i < 80; i++) {
    uint32_t next = rotate(a, 5) + round_function(i, b, c, d) + e + word[i];
    e = d, d = c, c = rotate(b, 30), b = a, a = next;
  }
  hash[0] += a, hash[1] += b, hash[2] += c, hash[3] += d, hash[4] += e;
}

void sha1(const uint8_t *message, size_t length, uint8_t digest[20]) {
  uint32_t hash[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  uint8_t padded[2 * BLOCK] = {0};
  size_t blocks = length + 9 > BLOCK ? 2 : 1;
  memcpy(padded, message, length);
  padded[length] = 0x80;
  padded[blocks * BLOCK - 2] = (uint8_t)(length * 8 >> 8);
  padded[blocks * BLOCK - 1] = (uint8_t)(length * 8);
  for (size_t i = 0; i < blocks; i++) compress(hash, padded + i * BLOCK);
  for (int i = 0; i < 20; i++) digest[i] = (uint8_t)(hash[i / 4] >> (24 - i % 4 * 8));
}
