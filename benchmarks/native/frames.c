#include "load.h"

#include <string.h>

static void obey(struct control *control, struct connection *connection) {
  const uint8_t *payload = control->bytes + 2;
  size_t size = control->bytes[1];
  switch (control->bytes[0]) {
  case OP_PING: connection_control(connection, OP_PONG, payload, size); break;
  case OP_PONG: break;
  case OP_CLOSE: die("the server closes with %d", size < 2 ? 1005 : payload[0] << 8 | payload[1]);
  default: die("unexpected frame %02x", control->bytes[0]);
  }
}

// Takes what there is of one control frame and obeys it when it is whole; returns how many bytes it took.
size_t control_frame(struct control *control, struct connection *connection, const uint8_t *bytes, size_t size) {
  for (size_t taken = 0; taken < size;) {
    control->bytes[control->have++] = bytes[taken++];
    if (control->have < 2) continue;
    if (control->bytes[1] > MAX_CONTROL) die("a control frame that is masked or too long");
    if (control->have == 2u + control->bytes[1]) {
      obey(control, connection);
      control->have = 0;
      return taken;
    }
  }
  return size;
}
