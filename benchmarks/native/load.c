#include "load.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char USAGE[] =
    "usage: load --corpus FILE [--seconds N] [--warmup N] [--paced-warmup N] [--paced-seconds N] [--first-warmup N] [--idle-warmup N] [--idle-seconds N] [--window N] [--merged] [--tls]"
    " WORKLOAD... -- SERVER COMMAND";

static const struct workload WORKLOADS[] = {
    {"fan-64", run_fanout, 1, 64, 0, 0},
    {"fan-1000", run_fanout, 1, 1000, 0, 0},
    {"deep-64", run_fanout, 1, 64, 0, 4096},
    {"streams-saturated", run_fanout, 1000, 1000, 0, 0},
    {"streams-50", run_fanout, 1000, 1000, 50, 0},
    {"paced-50", run_fanout, 1, 1000, 50, 0},
    {"paced-200", run_fanout, 1, 1000, 200, 0},
    {"soak", run_fanout, 1, 1000, 0, 0},
    {"echo-1", run_echo, 1, 64, 1, 0},
    {"echo-16", run_echo, 1, 64, 16, 0},
    {"connects", run_connects, 1, 64, 0, 0},
    {"idle", run_idle, 1, 10000, 0, 0},
};

struct options options = {.seconds = 3, .warmup = 2, .paced_seconds = 3, .paced_warmup = 2, .first_warmup = 3, .idle_warmup = 1, .idle_seconds = 5, .window = 256};
struct corpus corpus;
const struct workload *current;

_Noreturn void die(const char *format, ...) {
  char reason[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(reason, sizeof reason, format, arguments);
  va_end(arguments);
  for (char *c = reason; *c; c++) {
    if (*c == '\n' || *c == '\r' || *c == '\t') *c = ' ';
  }
  printf("%s failed: %s\n", current ? current->name : "load", reason);
  fflush(stdout);
  server_end();
  exit(2);
}

static const struct workload *find(const char *name) {
  for (size_t i = 0; i < sizeof WORKLOADS / sizeof *WORKLOADS; i++) {
    if (strcmp(WORKLOADS[i].name, name) == 0) return &WORKLOADS[i];
  }
  die("no such workload: %s", name);
}

static double number(const char *text) {
  char *end;
  double value = text ? strtod(text, &end) : -1;
  if (value < 0 || *end) die("%s", USAGE);
  return value;
}

// Takes one option and returns how many arguments it was.
static int option(char **arguments) {
  const char *name = arguments[0];
  if (strcmp(name, "--merged") == 0) return options.merged = true, 1;
  if (strcmp(name, "--tls") == 0) return options.tls = true, 1;
  if (!arguments[1]) die("%s", USAGE);
  if (strcmp(name, "--corpus") == 0) {
    options.corpus = arguments[1];
  } else if (strcmp(name, "--seconds") == 0) {
    options.seconds = number(arguments[1]);
  } else if (strcmp(name, "--warmup") == 0) {
    options.warmup = number(arguments[1]);
  } else if (strcmp(name, "--paced-seconds") == 0) {
    options.paced_seconds = number(arguments[1]);
  } else if (strcmp(name, "--paced-warmup") == 0) {
    options.paced_warmup = number(arguments[1]);
  } else if (strcmp(name, "--first-warmup") == 0) {
    options.first_warmup = number(arguments[1]);
  } else if (strcmp(name, "--idle-warmup") == 0) {
    options.idle_warmup = number(arguments[1]);
  } else if (strcmp(name, "--idle-seconds") == 0) {
    options.idle_seconds = number(arguments[1]);
  } else if (strcmp(name, "--window") == 0) {
    options.window = (uint64_t)number(arguments[1]);
  } else {
    die("%s", USAGE);
  }
  return 2;
}

static void parse(char **arguments) {
  char **at = arguments;
  while (*at && (*at)[0] == '-' && strcmp(*at, "--") != 0) at += option(at);
  options.workloads = at;
  while (*at && strcmp(*at, "--") != 0) find(*at++);
  options.workload_count = (int)(at - options.workloads);
  if (!*at || !at[1] || !options.corpus || options.workload_count == 0 || options.window < 64) die("%s", USAGE);
  options.server = at + 1;
}

// A JVM compiles most of it in the first workload of a kind, and a thousand logs grow to their size.
static bool cold(int i) {
  return i == 0 || find(options.workloads[i - 1])->run != current->run || current->streams > 1;
}

// Each workload finds its own times in `seconds` and `warmup`.
static void run_all(void) {
  const struct options given = options;
  for (int i = 0; i < given.workload_count; i++) {
    current = find(given.workloads[i]);
    bool paced = current->run == run_fanout && current->rate > 0;
    options.seconds = paced ? given.paced_seconds : given.seconds;
    options.warmup = paced ? given.paced_warmup : given.warmup;
    if (cold(i) && options.warmup < given.first_warmup) options.warmup = given.first_warmup;
    current->run(current);
  }
}

int main(int count, char **arguments) {
  (void)count;
  signal(SIGPIPE, SIG_IGN);
  parse(arguments + 1);
  load_corpus(&corpus, options.corpus);
  server_start(options.server);
  connection_prepare();
  run_all();
  server_end();
  return 0;
}
