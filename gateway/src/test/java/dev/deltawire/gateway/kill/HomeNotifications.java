package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.gateway.outside.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A device of {@code home} that is notified and acknowledges some of it. */
final class HomeNotifications implements Load {

  private static final List<String> STATUSES = List.of("pending", "delivered", "read");
  private static final int NOTIFICATIONS_PER_DEVICE = 150; // a list has at most 200 (H-38)

  private final Queue<Device> devices = new ConcurrentLinkedQueue<>();
  private final AtomicInteger acknowledged = new AtomicInteger();

  @Override
  public void prepare(Outside gateway) {}

  @Override
  public List<Work> works(int round) {
    return List.of(this::notifyDevices);
  }

  @Override
  public int acknowledged() {
    return acknowledged.get();
  }

  @Override
  public void check(Outside gateway) throws IOException {
    for (Device device : devices) {
      device.check(gateway);
    }
  }

  private void notifyDevices(Outside gateway) throws IOException {
    while (true) {
      Device device = new Device("notified-" + devices.size());
      try (Wire wire = device.connect(gateway)) {
        devices.add(device);
        for (int number = 0; number < NOTIFICATIONS_PER_DEVICE; number++) {
          device.isNotified(gateway, wire, number);
          acknowledged.incrementAndGet();
        }
      }
    }
  }

  /** A device and what it was told of its notifications. */
  private static final class Device {
    private final String id;
    private final Ledger titles;
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

    Device(String id) {
      this.id = id;
      this.titles = new Ledger("notifications of " + id);
    }

    Wire connect(Outside gateway) throws IOException {
      String claims = "\"deviceId\":\"%s\",\"userId\":\"owner\",\"deviceType\":\"tablet\"";
      return gateway.open("/ws?token=" + Jwt.sign(claims.formatted(id)));
    }

    /** H-53; every second notification is acknowledged or read (H-36). */
    void isNotified(Outside gateway, Wire wire, int number) throws IOException {
      String title = "number " + number;
      titles.asked(title);
      String body = "{\"deviceId\":\"%s\",\"title\":\"%s\",\"body\":\"\"}".formatted(id, title);
      gateway.post("/api/home/notifications", Outside.OPERATOR, body).expect(201);
      titles.acknowledged(title);
      Json push = wire.next();
      assertEquals(title, push.text("payload", "title"), push::toString);
      int status = number % STATUSES.size();
      if (status > 0) {
        String frame = "{\"type\":\"notification.%s\",\"payload\":{\"notificationId\":\"%s\"}}";
        wire.send(frame.formatted(status == 1 ? "ack" : "read", push.text("payload", "id")));
      }
      awaitAnswers(wire, new ArrayList<>());
      statuses.put(title, status);
    }

    /** H-28: the ping's answer comes when all before it has been done. */
    private static void awaitAnswers(Wire wire, List<Json> answers) throws IOException {
      wire.send("{\"type\":\"ping.request\"}");
      Json frame = wire.next();
      while (!frame.text("type").equals("ping.response")) {
        answers.add(frame);
        frame = wire.next();
      }
    }

    void check(Outside gateway) throws IOException {
      List<String> found = new ArrayList<>();
      try (Wire wire = connect(gateway)) {
        for (int status = STATUSES.size() - 1; status >= 0; status--) {
          List<Json> listed = new ArrayList<>();
          wire.send(
              "{\"type\":\"notification.list\",\"payload\":{\"status\":\"%s\"}}"
                  .formatted(STATUSES.get(status)));
          awaitAnswers(wire, listed);
          for (Json push : listed) {
            String title = push.text("payload", "title");
            assertTrue(statuses.getOrDefault(title, 0) <= status, () -> title + " went back");
            statuses.put(title, status);
            found.add(title);
          }
        }
      }
      titles.settle(found);
    }
  }
}
