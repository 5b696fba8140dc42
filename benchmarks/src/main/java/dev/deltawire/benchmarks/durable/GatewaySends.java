package dev.deltawire.benchmarks.durable;

import dev.deltawire.benchmarks.durable.Senders.Sender;
import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Senders that post to a gateway. */
final class GatewaySends implements AutoCloseable {

  private final List<RestClient> clients = new ArrayList<>();
  private final List<Sender> senders = new ArrayList<>();

  /** Registers so many pairs; each sender posts to a recipient of its own. */
  GatewaySends(GatewayProcess gateway, int count) throws IOException {
    try (RestClient operator = new RestClient(gateway.address(), gateway.operatorToken())) {
      for (int i = 0; i < count; i++) {
        String to = "r" + i;
        register(operator, to);
        RestClient client = new RestClient(gateway.address(), register(operator, "s" + i));
        clients.add(client);
        senders.add(n -> client.post("/v1/messages", body(to, n), 201));
      }
    }
  }

  List<Sender> senders() {
    return senders;
  }

  private static String register(RestClient operator, String handle) throws IOException {
    String agent = operator.post("/v1/agents", "{\"handle\":\"" + handle + "\"}", 201);
    return JsonText.parse(agent)
        .map(RawJsonView::of)
        .flatMap(json -> json.member("api_key"))
        .flatMap(RawJsonView::string)
        .orElseThrow(() -> new IOException("no key in " + agent));
  }

  private static String body(String to, int n) {
    return "{\"to\":\""
        + to
        + "\",\"client_msg_id\":\""
        + n
        + "\",\"content\":"
        + StoreSends.CONTENT
        + "}";
  }

  @Override
  public void close() throws IOException {
    for (RestClient client : clients) {
      client.close();
    }
  }
}
