package dev.deltawire.gateway.home;

import dev.deltawire.dialects.LongAnswers;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.dialects.home.HomeHub;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.dialects.home.Message;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.server.spi.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What was said, for the devices of whoever said it (H-59). */
final class ConversationRoutes {

  private final HomeDialect dialect;

  private ConversationRoutes(HomeDialect dialect) {
    this.dialect = dialect;
  }

  static ConversationRoutes of(HomeDialect dialect) {
    return new ConversationRoutes(dialect);
  }

  void addTo(Routes routes) {
    routes.route("GET", "/api/home/conversations/{id}", this::get);
  }

  private HttpResponse get(RestRequest request) throws RestException, StoreException {
    HomeHub hub = dialect.hub();
    String token = request.bearer().orElseThrow(() -> RestException.of(401));
    Optional<HomePrincipal> device = hub.authenticate(token);
    String user = device.orElseThrow(() -> RestException.of(401)).userId();
    UUID id = request.uuidVariable("id");
    return LongAnswers.inTurn(() -> get(user, id));
  }

  private HttpResponse get(String user, UUID id) throws RestException, StoreException {
    List<Message> messages =
        dialect.hub().conversation(user, id).orElseThrow(() -> RestException.of(404));
    return HttpResponse.json(
        200,
        JsonObject.create()
            .text("id", id.toString())
            .objects("messages", messages.stream().map(ConversationRoutes::shown).toList())
            .toByteArray());
  }

  private static JsonObject shown(Message message) {
    return JsonObject.create()
        .text("id", message.id().toString())
        .text("role", message.role().name().toLowerCase(Locale.ROOT))
        .text("content", message.content())
        .time("createdAt", message.createdAt());
  }
}
