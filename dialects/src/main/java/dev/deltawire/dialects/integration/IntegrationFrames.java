package dev.deltawire.dialects.integration;

import dev.deltawire.codec.IntegrationEncoder;
import dev.deltawire.model.integration.IntegrationServerFrame;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
import dev.deltawire.server.SendResult;

/** Server frames on their way to connections. */
final class IntegrationFrames {

  private IntegrationFrames() {}

  static Frame frame(IntegrationServerFrame frame) {
    return Frame.text(frame, IntegrationEncoder::encode);
  }

  /** Returns whether the frame was queued. */
  static boolean send(Connection connection, IntegrationServerFrame frame) {
    return connection.send(frame(frame)) == SendResult.QUEUED;
  }
}
