package dev.deltawire.dialects.chat;

import dev.deltawire.codec.ChatEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.dialects.internal.StatusReason;
import dev.deltawire.server.spi.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Failures of upgrades and of requests in this dialect's REST error shape (C-02, C-59, X-11). */
final class ChatRefusals {

  private ChatRefusals() {}

  static HttpResponse of(int status) {
    return of(status, reason(status));
  }

  static HttpResponse of(int status, String description) {
    JsonWriter json = JsonWriter.create();
    ChatEncoder.encodeRestFailure(status, description, json);
    return HttpResponse.json(
        status, new String(json.array(), 0, json.length(), StandardCharsets.UTF_8));
  }

  private static String reason(int status) {
    return status == 401 ? "unauthenticated" : StatusReason.of(status); // C-02
  }
}
