package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.gateway.outside.Outside.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Agents of {@code messenger} that send to each other and to a group.
 *
 * <p>One recipient is connected and reads, one is not and fetches. A message is known by its sender
 * and its {@code client_msg_id}, from which all of it follows.
 */
final class MessengerMail implements Load {

  private static final List<String> SENDERS = List.of("ann", "bob", "cid");
  private static final String READER = "reader";
  private static final String FETCHER = "fetcher";
  private static final int TO_READER = 0;
  private static final int TO_FETCHER = 1;
  private static final int TO_GROUP = 2;
  private static final int READ_EVERY = 10;
  private static final int REPEAT_EVERY = 25;

  private final Map<String, String> keys = new ConcurrentHashMap<>();

  /** Conversations, each with a sender who may look. */
  private final Map<String, String> conversations = new ConcurrentHashMap<>();

  private final Map<String, String> places = new ConcurrentHashMap<>();
  private final Map<String, Long> readThrough = new ConcurrentHashMap<>();
  private final Set<String> receivedByReader = ConcurrentHashMap.newKeySet();
  private final MessengerFetcher fetcher = new MessengerFetcher();
  private final Ledger sent = new Ledger("messages");
  private String group;
  private int checks;

  @Override
  public void prepare(Outside gateway) throws IOException {
    for (String handle : List.of("ann", "bob", "cid", READER, FETCHER)) {
      String body = "{\"handle\":\"" + handle + "\"}";
      Answer created = gateway.post("/v1/agents", Outside.OPERATOR, body).expect(201);
      keys.put(handle, created.json().text("api_key"));
    }
    String members = "{\"name\":\"all\",\"members\":[\"bob\",\"cid\",\"reader\",\"fetcher\"]}";
    group = gateway.post("/v1/groups", keys.get("ann"), members).expect(201).json().text("id");
    for (String sender : SENDERS) {
      for (int number = 0; number < 3; number++) { // so that all conversations are known
        send(gateway, sender, "first-" + number);
      }
    }
  }

  @Override
  public List<Work> works(int round) {
    List<Work> works = new ArrayList<>();
    SENDERS.forEach(sender -> works.add(gateway -> sendForEver(gateway, sender, round)));
    works.add(this::readForEver);
    works.add(gateway -> fetcher.fetchForEver(gateway, keys.get(FETCHER)));
    return works;
  }

  @Override
  public int acknowledged() {
    return sent.size();
  }

  private void sendForEver(Outside gateway, String sender, int round) throws IOException {
    for (int number = 0; true; number++) {
      send(gateway, sender, "r" + round + "-" + number);
      if (number % REPEAT_EVERY == 0) {
        send(gateway, sender, "r" + round + "-" + number / 2);
      }
    }
  }

  /** M-41: an answer says where the message stands; the same again says the same. */
  private void send(Outside gateway, String sender, String clientMsgId) throws IOException {
    String message = sender + " " + clientMsgId;
    boolean again = places.containsKey(message);
    if (!again) {
      sent.asked(message);
    }
    Answer answer = gateway.post("/v1/messages", keys.get(sender), body(clientMsgId));
    assertTrue(answer.status() == 201 || answer.status() == 200, answer::toString);
    if (again) {
      answer.expect(200);
    }
    String before = places.putIfAbsent(message, place(answer.json()));
    assertTrue(before == null || before.equals(place(answer.json())), answer::toString);
    conversations.put(answer.json().text("conversation_id"), sender);
    sent.acknowledged(message);
  }

  private String body(String clientMsgId) {
    String to =
        switch (target(clientMsgId)) {
          case TO_READER -> "\"to\":\"" + READER + "\"";
          case TO_FETCHER -> "\"to\":\"" + FETCHER + "\"";
          default -> "\"conversation_id\":\"" + group + "\"";
        };
    String content = "\"client_msg_id\":\"%s\",\"content\":{\"text\":\"text\"}";
    return "{" + to + "," + content.formatted(clientMsgId) + "}";
  }

  private static int target(String clientMsgId) {
    return Integer.parseInt(clientMsgId.substring(clientMsgId.indexOf('-') + 1)) % 3;
  }

  private static String place(Json message) {
    return message.text("conversation_id") + "#" + message.number("seq") + " " + message.text("id");
  }

  static String name(Json message) {
    return message.text("sender") + " " + message.text("client_msg_id");
  }

  private void readForEver(Outside gateway) throws IOException {
    try (MessengerSocket socket = MessengerSocket.open(gateway, keys.get(READER))) {
      for (int number = 1; true; number++) {
        Json message = socket.nextMessage();
        receivedByReader.add(name(message));
        if (number % READ_EVERY == 0) { // M-43
          String path = "/v1/messages/" + message.text("id") + "/read";
          Json read = gateway.post(path, keys.get(READER), "").expect(200).json();
          readThrough.merge(read.text("conversation_id"), read.number("through_seq"), Math::max);
        }
      }
    }
  }

  @Override
  public void check(Outside gateway) throws IOException {
    for (String message : sent.unanswered()) {
      if (message.hashCode() % 2 == 0) { // half of what had no answer is sent again
        String[] parts = message.split(" ", 2);
        send(gateway, parts[0], parts[1]);
      }
    }
    String last = "check" + checks++ + "-" + TO_GROUP;
    send(gateway, "ann", last);
    List<Json> all = new ArrayList<>();
    for (Map.Entry<String, String> conversation : conversations.entrySet()) {
      all.addAll(history(gateway, conversation.getKey(), conversation.getValue()));
    }
    sent.settle(all.stream().map(MessengerMail::name).toList());
    for (Json message : all) {
      String place = places.computeIfAbsent(name(message), name -> place(message));
      assertEquals(place, place(message));
    }
    checkReader(gateway, last, addressedTo(TO_READER, all));
    fetcher.check(gateway, keys.get(FETCHER), last, addressedTo(TO_FETCHER, all));
  }

  /** What the reader had not accepted is drained, and what it had read stays read. */
  private void checkReader(Outside gateway, String last, Set<String> all) throws IOException {
    try (MessengerSocket socket = MessengerSocket.open(gateway, keys.get(READER))) {
      socket.readThrough(last).forEach(message -> receivedByReader.add(name(message)));
    }
    assertEquals(all, new TreeSet<>(receivedByReader));
    for (Map.Entry<String, Long> read : readThrough.entrySet()) {
      for (Json message : history(gateway, read.getKey(), READER)) {
        if (message.number("seq") <= read.getValue()) {
          assertEquals("read", message.text("status"), message::toString);
        }
      }
    }
  }

  private static Set<String> addressedTo(int recipient, List<Json> all) {
    return all.stream()
        .filter(
            message -> Set.of(recipient, TO_GROUP).contains(target(message.text("client_msg_id"))))
        .map(MessengerMail::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A history has no holes (M-25). */
  private List<Json> history(Outside gateway, String conversation, String member)
      throws IOException {
    List<Json> messages = new ArrayList<>();
    boolean more = true;
    while (more) {
      String path = "/v1/messages/" + conversation + "?limit=200&after_seq=" + messages.size();
      Answer page = gateway.get(path, keys.get(member)).expect(200);
      for (Json message : Json.of(page.body()).list()) {
        messages.add(message);
        assertEquals(messages.size(), message.number("seq"), message::toString);
      }
      more = page.headers().firstValue("X-Has-More").orElseThrow().equals("true");
    }
    return messages;
  }
}
