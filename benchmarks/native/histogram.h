// Counts of nanoseconds in buckets of 3 %.
#ifndef DELTAWIRE_HISTOGRAM_H
#define DELTAWIRE_HISTOGRAM_H

#include <stdint.h>

#define SUB_BITS 5
#define BUCKETS ((65 - SUB_BITS) << SUB_BITS)

struct histogram {
  uint64_t counts[BUCKETS];
  uint64_t total;
};

static inline int bucket_of(uint64_t nanos) {
  if (nanos < (2 << SUB_BITS)) return (int)nanos;
  int shift = 63 - __builtin_clzll(nanos) - SUB_BITS;
  return (int)(((uint64_t)shift << SUB_BITS) + (nanos >> shift));
}

static inline void record(struct histogram *histogram, int64_t nanos, uint64_t times) {
  histogram->counts[bucket_of(nanos < 0 ? 0 : (uint64_t)nanos)] += times;
  histogram->total += times;
}

// The middle of the bucket below which so great a share lies, in nanoseconds; 0 when empty.
double quantile(const struct histogram *histogram, double share);

#endif
