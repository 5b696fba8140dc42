package dev.deltawire.dialects.integration;

import dev.deltawire.model.integration.IntegrationServerFrame.IntegrationEvent;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
import dev.deltawire.server.SendResult;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that have completed {@code hello}: they get every event (I-27, I-28). */
final class EventAudience {

  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  /** Adds a connection whose {@code welcome} has been sent; changes nothing the second time. */
  void add(Connection connection) {
    connections.add(connection);
  }

  void remove(Connection connection) {
    connections.remove(connection);
  }

  /** Sends an event, encoded once; returns how many connections were addressed (I-46). */
  int publish(IntegrationEvent event) {
    Frame frame = IntegrationFrames.frame(event);
    int addressed = 0;
    for (Connection connection : connections) {
      addressed += connection.send(frame) == SendResult.QUEUED ? 1 : 0;
    }
    return addressed;
  }
}
