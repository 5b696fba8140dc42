package dev.deltawire.codec;

import dev.deltawire.codec.ChatInbound.Ok;
import dev.deltawire.codec.ChatInbound.Rejected;
import dev.deltawire.model.chat.ChatMethod;
import java.nio.charset.StandardCharsets;

/** The reader of the bodies of {@code POST /api/<httpMethod>} (C-59). */
public final class ChatRestDecoder {
  private static final byte[] ABSENT = "{}".getBytes(StandardCharsets.US_ASCII);

  private ChatRestDecoder() {}

  /** Reads the body of a method that has an HTTP name; no body counts as {@code {}}. */
  public static ChatInbound decode(ChatMethod method, byte[] body) {
    byte[] json = body.length == 0 ? ABSENT : body;
    JsonScanner scanner = JsonScanner.create();
    boolean proper =
        scanner.scan(json, 0, json.length)
            && scanner.isObject()
            && scanner.envelope().isUnique();
    if (!proper) {
      return new Rejected("malformed body");
    }
    PayloadFields fields = new PayloadFields(scanner.envelope());
    fields.start(json);
    ChatParams params = ChatParams.ofHttp(fields);
    try {
      return new Ok(params.read(method));
    } catch (InvalidField invalid) {
      return params.rejected(invalid);
    }
  }
}
