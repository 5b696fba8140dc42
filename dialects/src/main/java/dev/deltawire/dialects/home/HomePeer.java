package dev.deltawire.dialects.home;

import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.home.HomeServerFrame.HomeError;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
import dev.deltawire.server.SendResult;
import java.util.stream.Stream;

/** One connection of a device: who speaks there, and how it is answered. */
record HomePeer(HomePrincipal principal, Connection connection) {

  /** Sends a frame; returns whether it was queued. */
  boolean send(Frame frame) {
    return connection.send(frame) == SendResult.QUEUED;
  }

  boolean send(HomeServerFrame frame) {
    return send(HomeFrames.frame(frame));
  }

  /**
   * Sends frames that are encoded as the socket takes them; returns whether they were queued.
   *
   * @param heldBytes memory of what they are made of
   */
  boolean sendAll(Stream<? extends HomeServerFrame> frames, long heldBytes) {
    return connection.sendAll(frames.map(HomeFrames::frame).iterator(), heldBytes)
        == SendResult.QUEUED;
  }

  /** Answers a protocol error, if the budget allows it. */
  void refuse(HomeError error) {
    if (connection.protocolError()) {
      send(error);
    }
  }
}
