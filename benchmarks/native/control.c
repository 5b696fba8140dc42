#include "load.h"

#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define START_MILLIS 30000
#define ANSWER_MILLIS 20000
#define END_MILLIS 5000

static pid_t process;
static clockid_t process_clock;
static int port, control_port, control;
static char buffer[4096];
static size_t have;

static void exec_server(char **command, int out) {
  dup2(out, STDOUT_FILENO);
  signal(SIGPIPE, SIG_DFL);
  execvp(command[0], command);
  _exit(127);
}

// The next line, without its end, from a stream that is read in pieces.
static void read_line(int fd, char *line, size_t room, int millis) {
  int64_t deadline = now_nanos() + millis * 1000000LL;
  char *end;
  while (!(end = memchr(buffer, '\n', have))) {
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    int64_t left = (deadline - now_nanos()) / 1000000;
    if (left <= 0 || poll(&wait, 1, (int)left) == 0) die("no line from the server within %d ms", millis);
    ssize_t got = read(fd, buffer + have, sizeof buffer - have);
    if (got <= 0) die("the server has ended");
    have += (size_t)got;
  }
  size_t size = (size_t)(end - buffer);
  snprintf(line, room, "%.*s", (int)size, buffer);
  have -= size + 1;
  memmove(buffer, end + 1, have);
}

static void connect_control(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)control_port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  control = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(control, (struct sockaddr *)&address, sizeof address) != 0) die("no control connection");
  no_delay(control);
}

void server_start(char **command) {
  int out[2];
  char line[128];
  if (pipe(out) != 0 || (process = fork()) < 0) die("cannot start the server");
  if (process == 0) {
    close(out[0]);
    exec_server(command, out[1]);
  }
  close(out[1]);
  read_line(out[0], line, sizeof line, START_MILLIS);
  if (sscanf(line, "ready %d %d", &port, &control_port) != 2) die("the server says: %s", line);
  if (clock_getcpuclockid(process, &process_clock) != 0) die("no processor clock of the server");
  have = 0;
  connect_control();
}

void server_end(void) {
  if (process <= 0) return;
  close(control);
  for (int waited = 0; waited < END_MILLIS; waited += 10) {
    if (waitpid(process, NULL, WNOHANG) != 0) return;
    usleep(10000);
  }
  kill(process, SIGKILL);
  waitpid(process, NULL, 0);
}

int server_port(void) { return port; }

int64_t server_cpu_nanos(void) {
  struct timespec time;
  if (clock_gettime(process_clock, &time) != 0) die("the server has ended");
  return time.tv_sec * NANOS + time.tv_nsec;
}

int64_t server_resident_bytes(void) {
  char path[64];
  long long total, resident;
  snprintf(path, sizeof path, "/proc/%d/statm", process);
  FILE *file = fopen(path, "r");
  if (!file || fscanf(file, "%lld %lld", &total, &resident) != 2) die("cannot read %s", path);
  fclose(file);
  return resident * sysconf(_SC_PAGESIZE);
}

void server_send(const char *format, ...) {
  char line[128];
  va_list arguments;
  va_start(arguments, format);
  int size = vsnprintf(line, sizeof line - 1, format, arguments);
  va_end(arguments);
  line[size] = '\n';
  if (send(control, line, (size_t)size + 1, MSG_NOSIGNAL) != size + 1) die("the control connection is gone");
}

static void answer_line(const char *word, char *line, size_t room) {
  read_line(control, line, room, ANSWER_MILLIS);
  if (strncmp(line, word, strlen(word)) != 0) die("the server answers \"%s\" instead of %s", line, word);
}

int64_t server_answer(const char *word) {
  char line[256];
  long long value;
  answer_line(word, line, sizeof line);
  if (sscanf(line + strlen(word), "%lld", &value) != 1) die("no number in \"%s\"", line);
  return value;
}

struct stats server_stats(bool collect) {
  char line[256];
  long long v[6];
  if (collect) server_send("gc");
  server_send("stats");
  answer_line("stats ", line, sizeof line);
  if (sscanf(line, "stats %lld %lld %lld %lld %lld %lld", &v[0], &v[1], &v[2], &v[3], &v[4], &v[5]) != 6) {
    die("bad answer: %s", line);
  }
  return (struct stats){v[0], v[1], v[2], v[3], v[4], v[5]};
}
