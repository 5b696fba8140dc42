package dev.deltawire.gateway.chat;

import dev.deltawire.codec.ChatEncoder;
import dev.deltawire.codec.ChatInbound;
import dev.deltawire.codec.ChatRestDecoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.dialects.LongAnswers;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.chat.ChatDialect;
import dev.deltawire.dialects.chat.ChatService;
import dev.deltawire.gateway.auth.OperatorGuard;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatCall;
import dev.deltawire.model.chat.ChatMethod;
import dev.deltawire.model.chat.ChatServerFrame;
import dev.deltawire.model.chat.ChatServerFrame.Failure;
import dev.deltawire.server.spi.HttpResponse;
import java.util.Optional;

/** {@code POST /api/<httpMethod>}: the methods for callers without a socket (C-59 to C-63). */
final class ChatRoutes {

  private final ChatDialect dialect;
  private final OperatorGuard operator;

  private ChatRoutes(ChatDialect dialect, OperatorGuard operator) {
    this.dialect = dialect;
    this.operator = operator;
  }

  static void addTo(Routes routes, ChatDialect dialect) {
    ChatRoutes own = new ChatRoutes(dialect, routes.operator());
    for (ChatMethod method : ChatMethod.values()) {
      if (method.httpName() != null) {
        own.add(method, routes);
      }
    }
  }

  private void add(ChatMethod method, Routes routes) {
    String path = "/api/" + method.httpName();
    switch (method) {
      case LOGIN -> routes.route("POST", path, this::signIn);
      case CREATE_USER -> routes.operatorRoute("POST", path, this::createUser);
      default -> routes.route("POST", path, request -> call(method, request));
    }
  }

  private HttpResponse call(ChatMethod method, RestRequest request)
      throws RestException, StoreException {
    ChatService service = dialect.service();
    Optional<String> token = request.bearer();
    Optional<Account> caller =
        token.isPresent() ? service.authenticate(token.get()) : Optional.empty();
    String username = caller.orElseThrow(() -> RestException.of(401)).username();
    ChatCall call = read(method, request, ChatCall.class);
    return call.hasLongAnswer()
        ? LongAnswers.inTurn(() -> answer(service.call(username, call)))
        : answer(service.call(username, call));
  }

  /** C-62: everybody's in dev mode, and the operator's always. */
  private HttpResponse signIn(RestRequest request) throws RestException {
    ChatService service = dialect.service();
    boolean byOperator = operator.refusal(request.http()).isEmpty();
    if (!byOperator && !service.devMode()) {
      operator.require(request.http());
    }
    ChatCall.Login login = read(ChatMethod.LOGIN, request, ChatCall.Login.class);
    return answer(service.signIn(login, byOperator));
  }

  /** C-63. */
  private HttpResponse createUser(RestRequest request) throws RestException {
    return answer(
        dialect
            .service()
            .createUser(read(ChatMethod.CREATE_USER, request, ChatCall.CreateUser.class)));
  }

  private static <T extends ChatCall> T read(ChatMethod method, RestRequest request, Class<T> type)
      throws RestException {
    ChatInbound inbound = ChatRestDecoder.decode(method, request.http().body());
    if (inbound instanceof ChatInbound.Rejected rejected) {
      throw RestException.of(400, rejected.message());
    }
    return type.cast(((ChatInbound.Ok) inbound).call());
  }

  private static HttpResponse answer(ChatServerFrame frame) throws RestException {
    if (frame instanceof Failure failure) {
      throw RestException.of(failure.code().status(), failure.message());
    }
    JsonWriter json = JsonWriter.create();
    ChatEncoder.encode(frame, json);
    return HttpResponse.json(200, json.toByteArray());
  }
}
