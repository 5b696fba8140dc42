#include "load.h"

#include <stdio.h>

void window_begin(struct window *window) {
  window->cpu_began = server_cpu_nanos();
  window->began = now_nanos();
}

void window_end(struct window *window) {
  window->cpu_ended = server_cpu_nanos();
  window->ended = now_nanos();
}

double window_seconds(const struct window *window) { return (double)(window->ended - window->began) / NANOS; }

double window_cpu(const struct window *window) { return (double)(window->cpu_ended - window->cpu_began) / NANOS; }

void report(const char *key, double value) { printf(" %s=%.9g", key, value); }

void report_end(void) {
  putchar('\n');
  fflush(stdout);
}
