package dev.deltawire.gateway.messenger;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.dialects.LongAnswers;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Draft;
import dev.deltawire.dialects.messenger.HistoryQuery;
import dev.deltawire.dialects.messenger.MessengerDialect;
import dev.deltawire.dialects.messenger.Postbox;
import dev.deltawire.dialects.messenger.Reading;
import dev.deltawire.dialects.messenger.Refusal;
import dev.deltawire.dialects.messenger.Sent;
import dev.deltawire.dialects.messenger.Target;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.dialects.messenger.Target.ToConversation;
import dev.deltawire.gateway.http.JsonBody;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.model.messenger.MessengerLimits;
import dev.deltawire.server.spi.HttpResponse;
import java.util.Optional;

/** The paths of messages (M-41 to M-45). */
final class MessageRoutes {

  private static final int HISTORY_LIMIT = 200;
  private static final int HISTORY_DEFAULT = 50;
  private static final int SYNC_LIMIT = 500;
  private static final int SYNC_DEFAULT = 100;

  private final MessengerDialect dialect;

  MessageRoutes(MessengerDialect dialect) {
    this.dialect = dialect;
  }

  void addTo(Routes routes, AgentGate gate) {
    routes
        .route("POST", "/v1/messages", gate.agents(this::send))
        .route("GET", "/v1/messages/sync", gate.agents(this::sync))
        .route("POST", "/v1/messages/sync/ack", gate.agents(this::acknowledge))
        .route("GET", "/v1/messages/{id}", gate.agents(this::history))
        .route("POST", "/v1/messages/{id}/read", gate.agents(this::read));
  }

  /** M-41. */
  private HttpResponse send(String sender, RestRequest request)
      throws RestException, Refusal, StoreException {
    Sent sent = send(sender, request.json());
    HttpResponse response = EntryJson.one(sent.fresh() ? 201 : 200, sent.entry());
    return sent.backlog().isEmpty()
        ? response
        : response.withHeader(
            "X-Backlog-Warning", sent.recipient() + "=" + sent.backlog().getAsLong()); // M-47
  }

  /** A replay is answered whatever its body. */
  private Sent send(String sender, JsonBody body) throws RestException, Refusal, StoreException {
    String clientMsgId = body.text("client_msg_id", 1, MessengerLimits.CLIENT_MSG_ID_CODE_POINTS);
    Draft draft;
    try {
      draft = draft(sender, clientMsgId, body);
    } catch (RestException | Refusal invalid) {
      Optional<Sent> replay = postbox().findSent(sender, clientMsgId);
      if (replay.isPresent()) {
        return replay.get();
      }
      throw invalid;
    }
    return postbox().send(draft);
  }

  /** M-42. */
  private HttpResponse history(String reader, RestRequest request)
      throws RestException, Refusal, StoreException {
    int limit = request.query("limit", 1, HISTORY_LIMIT, HISTORY_DEFAULT);
    Optional<Long> after = Seq.of(request, "after_seq");
    Optional<Long> before = Seq.of(request, "before_seq");
    if (after.isPresent() && before.isPresent()) {
      throw RestException.badField("before_seq");
    }
    int more = limit + 1;
    HistoryQuery query =
        after
            .map(seq -> HistoryQuery.after(seq, more))
            .or(() -> before.map(seq -> HistoryQuery.before(seq, more)))
            .orElseGet(() -> HistoryQuery.newest(more));
    String id = request.variable("id");
    return LongAnswers.inTurn(() -> EntryJson.page(postbox().history(reader, id, query), limit));
  }

  /** M-43. */
  private HttpResponse read(String reader, RestRequest request) throws Refusal, StoreException {
    Reading reading = postbox().readMessage(reader, request.variable("id"));
    return HttpResponse.json(
        200,
        JsonObject.create()
            .text("conversation_id", reading.conversationId())
            .text("message_id", reading.messageId())
            .integer("through_seq", reading.throughSeq())
            .time("read_at", reading.at())
            .toString());
  }

  /** M-44. */
  private HttpResponse sync(String reader, RestRequest request)
      throws RestException, Refusal, StoreException {
    int limit = request.query("limit", 1, SYNC_LIMIT, SYNC_DEFAULT);
    Optional<String> after = request.query("after");
    Optional<String> conversation = request.query("conversation_id");
    return LongAnswers.inTurn(
        () -> EntryJson.page(postbox().undelivered(reader, after, conversation, limit + 1), limit));
  }

  /** M-45. */
  private HttpResponse acknowledge(String reader, RestRequest request)
      throws RestException, Refusal, StoreException {
    long acked = postbox().acknowledge(reader, request.json().text("last_delivery_id"));
    return HttpResponse.json(200, JsonObject.create().integer("acked", acked).toString());
  }

  private Postbox postbox() {
    return dialect.hub().postbox();
  }

  private static Draft draft(String sender, String clientMsgId, JsonBody body)
      throws RestException, Refusal {
    Optional<String> type = body.findText("type");
    return new Draft(
        sender,
        target(body),
        clientMsgId,
        type.isEmpty()
            ? MessageType.TEXT
            : MessageType.ofWireName(type.get()).orElseThrow(() -> RestException.badField("type")),
        body.object("content").raw(),
        body.find("metadata").map(RawJsonView::raw).orElse(RawJson.EMPTY_OBJECT));
  }

  private static Target target(JsonBody body) throws RestException, Refusal {
    Optional<String> to = body.findText("to");
    Optional<String> conversation = body.findText("conversation_id");
    if (to.isPresent() == conversation.isPresent()) {
      throw Refusal.ofField("to", "exactly one of to, conversation_id");
    }
    return to.isPresent()
        ? new ToAgent(Handles.of(to.get()))
        : new ToConversation(conversation.get());
  }
}
