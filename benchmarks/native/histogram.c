#include "histogram.h"

static double middle(int bucket) {
  if (bucket < (2 << SUB_BITS)) return bucket;
  int shift = (bucket >> SUB_BITS) - 1;
  uint64_t low = (uint64_t)(bucket - (shift << SUB_BITS)) << shift;
  return (double)low + (double)(1ULL << shift) / 2;
}

double quantile(const struct histogram *histogram, double share) {
  uint64_t wanted = (uint64_t)(share * (double)histogram->total);
  uint64_t seen = 0;
  for (int bucket = 0; bucket < BUCKETS && histogram->total > 0; bucket++) {
    seen += histogram->counts[bucket];
    if (seen > wanted || seen == histogram->total) return middle(bucket);
  }
  return 0;
}
