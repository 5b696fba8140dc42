package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Random calls from several sockets at once: every socket sees its replies in call order, and all
 * see the events of a conversation in the same order.
 */
final class ChatOrderTest {

  private static final int SOCKETS = 6;
  private static final int CALLS = 60;
  private static final String NOWHERE = "00000000-0000-4000-8000-000000000000";

  /** One socket, what it called and what it was told. */
  private static final class Talker {
    private final ChatUser user;
    private final Random random;
    private final String room;
    private final List<String> called = new ArrayList<>();
    private final List<String> replied = new ArrayList<>();
    private final List<Json> events = new ArrayList<>();
    private final int number;

    Talker(ChatUser user, int number, String room) {
      this.user = user;
      this.number = number;
      this.random = new Random(number);
      this.room = room;
    }

    Void talk() throws Exception {
      for (int i = 0; i < CALLS; i++) {
        call(i);
        if (i % 4 == 3) {
          read(replied.size() + 4);
        }
      }
      return null;
    }

    private void call(int i) throws Exception {
      String cid = "'conversation_id':'" + room + "'";
      String tag = number + "-" + i;
      switch (random.nextInt(5)) {
        case 0 -> {
          called.add("failure");
          user.send("conversations.get", "'conversation_id':'" + NOWHERE + "'");
        }
        case 1 -> {
          called.add("done");
          user.send("typing.set", cid + ",'is_typing':" + random.nextBoolean());
        }
        case 2 -> {
          called.add("account");
          user.send("accounts.me", "");
        }
        default -> {
          String to = random.nextInt(8) == 0 ? "@helper " : "";
          called.add("message " + to + tag);
          user.send("messages.send", cid + ",'content':'" + to + tag + "'");
        }
      }
    }

    /** Reads until there are so many replies. */
    void read(int replies) throws Exception {
      while (replied.size() < replies) {
        take(user.event());
      }
    }

    /** Reads until a message is seen. */
    void readTo(String content) throws Exception {
      while (events.stream().noneMatch(e -> isMessage(e, content))) {
        take(user.event());
      }
    }

    private void take(Json frame) {
      if (frame.has("method")) {
        events.add(frame);
      } else {
        replied.add(kindOf(frame));
      }
    }

    private String kindOf(Json reply) {
      if (!reply.bool("ok")) {
        return "failure";
      }
      Json result = reply.at("result");
      if (result.has("content")) {
        assertTrue(
            events.stream().noneMatch(e -> isMessage(e, result.text("content"))),
            "c09: the reply precedes the events that the call caused");
        return "message " + result.text("content");
      }
      return result.has("username") ? "account" : "done";
    }

    private static boolean isMessage(Json event, String content) {
      return event.text("method").equals("events.messageNew")
          && event.text("params", "content").equals(content);
    }

    /** All events but deltas, whose number depends on the socket's pace. */
    List<String> order() {
      return events.stream()
          .filter(e -> !e.text("method").equals("events.messageDelta"))
          .map(Json::toString)
          .toList();
    }
  }

  @OnEveryTransport
  void c09_c44_c50_x34_x36_repliesAndEventsKeepTheirOrder(String transport) throws Exception {
    try (GatewayServer server =
        GatewayServer.start(transport, "chat.devMode=true", "store.fsync=false")) {
      server.operator(
          "POST",
          "/api/createUser",
          "{\"username\":\"helper\",\"kind\":\"agent\",\"mode\":\"mention\"}");
      List<Talker> talkers = talkers(server);
      ExecutorService threads = Executors.newFixedThreadPool(SOCKETS);
      try {
        run(threads, talkers);
      } finally {
        threads.shutdownNow();
      }
      finish(talkers);
      Talker first = talkers.get(0);
      for (Talker talker : talkers) {
        assertEquals(talker.called, talker.replied, "c09: replies in call order");
        assertSameOrder(first.order(), talker.order());
      }
    }
  }

  /** Shows where they part, not all of them. */
  private static void assertSameOrder(List<String> one, List<String> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      assertEquals(one.get(i), other.get(i), "x36: the same order for everybody, at " + i);
    }
    assertEquals(one.size(), other.size());
  }

  private static List<Talker> talkers(GatewayServer server) throws Exception {
    ChatUser ann = ChatUser.fresh(server);
    ChatUser bob = ChatUser.fresh(server);
    ChatUser eve = ChatUser.fresh(server);
    String room = ann.start(bob.username(), "helper", eve.username());
    List<ChatUser> sockets =
        List.of(ann, bob, eve, ann.again(server), bob.again(server), bob.again(server));
    List<Talker> talkers = new ArrayList<>();
    for (ChatUser socket : sockets) {
      socket.call("ping", "");
      socket.forget();
      talkers.add(new Talker(socket, talkers.size(), room));
    }
    return talkers;
  }

  private static void run(ExecutorService threads, List<Talker> talkers)
      throws InterruptedException, ExecutionException {
    List<Future<Void>> all = new ArrayList<>();
    for (Talker talker : talkers) {
      all.add(threads.submit(talker::talk));
    }
    for (Future<Void> one : all) {
      one.get();
    }
  }

  /** Lets everybody read what the last message, and its answer, come behind. */
  private static void finish(List<Talker> talkers) throws Exception {
    for (Talker talker : talkers) {
      talker.read(CALLS);
    }
    Talker first = talkers.get(0);
    first.user.send(
        "messages.send", "'conversation_id':'" + first.room + "','content':'@helper the end'");
    first.called.add("message @helper the end");
    first.read(CALLS + 1);
    for (Talker talker : talkers) {
      talker.readTo("@helper the end");
      Json event = talker.user.event();
      talker.take(event);
      while (!isEnd(talker)) {
        talker.take(talker.user.event());
      }
    }
  }

  /** Whether the answer to the last message is complete and the agent types no more. */
  private static boolean isEnd(Talker talker) {
    int size = talker.events.size();
    return size > 1
        && talker.events.get(size - 1).text("method").equals("events.typing")
        && talker.events.get(size - 2).text("method").equals("events.messageComplete")
        && talker.events.get(size - 2).text("params", "content").equals("@helper the end");
  }
}
