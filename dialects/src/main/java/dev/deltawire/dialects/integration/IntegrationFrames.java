package dev.deltawire.dialects.integration;

import dev.deltawire.codec.IntegrationEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.integration.IntegrationServerFrame;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
import dev.deltawire.server.SendResult;

/** Server frames on their way to connections. */
final class IntegrationFrames {

  private IntegrationFrames() {}

  static Frame frame(IntegrationServerFrame frame) {
    JsonWriter json = JsonWriter.create();
    IntegrationEncoder.encode(frame, json);
    return Frame.text(json);
  }

  /** Returns whether the frame was queued. */
  static boolean send(Connection connection, IntegrationServerFrame frame) {
    return connection.send(frame(frame)) == SendResult.QUEUED;
  }
}
