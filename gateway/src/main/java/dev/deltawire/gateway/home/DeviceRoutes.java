package dev.deltawire.gateway.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.Delivery;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.dialects.home.HomeHub;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.dialects.home.Notice;
import dev.deltawire.dialects.home.Notification;
import dev.deltawire.gateway.http.JsonBody;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.model.JsonLimits;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.HomeLimits;
import dev.deltawire.model.home.HomeServerFrame.MediaPlay;
import dev.deltawire.model.home.HomeServerFrame.TabletSound;
import dev.deltawire.model.home.MediaType;
import dev.deltawire.model.home.NotificationLevel;
import dev.deltawire.server.spi.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the operator lets devices know, do and no longer do (H-05, H-53 to H-55, H-58, H-60). */
final class DeviceRoutes {

  private final HomeDialect dialect;

  private DeviceRoutes(HomeDialect dialect) {
    this.dialect = dialect;
  }

  static DeviceRoutes of(HomeDialect dialect) {
    return new DeviceRoutes(dialect);
  }

  void addTo(Routes routes) {
    routes
        .operatorRoute("PUT", "/api/home/kill-switch", this::putKillSwitch)
        .operatorRoute("POST", "/api/home/notifications", this::notifyDevices)
        .operatorRoute("GET", "/api/home/notifications/{id}", this::getNotification)
        .operatorRoute("POST", "/api/home/media/play", this::play)
        .operatorRoute("POST", "/api/home/sound", this::playSound)
        .operatorRoute("DELETE", "/api/home/devices/{deviceId}", this::revoke);
  }

  /** H-05. */
  private HttpResponse putKillSwitch(RestRequest request) throws RestException, StoreException {
    boolean active = request.json().bool("active");
    hub().killSwitch(active);
    return HttpResponse.json(200, JsonObject.create().bool("active", active).toString());
  }

  /** H-53. */
  private HttpResponse notifyDevices(RestRequest request) throws RestException, StoreException {
    JsonBody body = request.json();
    Notice notice = notice(body);
    Optional<String> device = body.findText("deviceId");
    Optional<String> user = body.findText("userId");
    boolean all = body.has("all") && body.bool("all");
    if (Stream.of(device.isPresent(), user.isPresent(), all).filter(one -> one).count() != 1) {
      throw RestException.of(400, "exactly one of deviceId, userId, all");
    }
    List<Notification> rows;
    if (all) {
      rows = hub().notifyEveryone(notice);
    } else {
      rows =
          device.isPresent()
              ? hub().notifyDevice(device.get(), notice).stream().toList()
              : hub().notifyUser(user.get(), notice);
      if (rows.isEmpty()) {
        throw RestException.of(404);
      }
    }
    List<JsonObject> shown = rows.stream().map(DeviceRoutes::shown).toList();
    return HttpResponse.json(201, JsonObject.create().objects("notifications", shown).toString());
  }

  /** H-54. */
  private HttpResponse getNotification(RestRequest request) throws RestException, StoreException {
    Notification row =
        hub().notification(request.uuidVariable("id")).orElseThrow(() -> RestException.of(404));
    return HttpResponse.json(200, shown(row).toString());
  }

  /** H-55. */
  private HttpResponse play(RestRequest request) throws RestException, StoreException {
    JsonBody body = request.json();
    String device = body.text("deviceId");
    OptionalDouble position = body.findPositive("position");
    MediaPlay media =
        new MediaPlay(
            body.text("mediaId", 0, HomeLimits.MEDIA_ID_CODE_POINTS),
            body.text("url", 0, HomeLimits.MEDIA_URL_CODE_POINTS),
            body.text("title", 0, HomeLimits.MEDIA_TITLE_CODE_POINTS),
            body.findConstant("type", MediaType.values())
                .orElseThrow(() -> RestException.badField("type")),
            position.isPresent() ? position.getAsDouble() : null);
    return Deliveries.answer(202, hub().play(device, media));
  }

  /** H-58. */
  private HttpResponse playSound(RestRequest request) throws RestException, StoreException {
    JsonBody body = request.json();
    String device = body.text("deviceId");
    OptionalLong duration = body.findInteger("durationMs", 0, JsonLimits.MAX_INTEGER);
    TabletSound sound =
        new TabletSound(
            body.text("slug"),
            body.text("url"),
            duration.isPresent() ? duration.getAsLong() : null);
    Delivery delivery = hub().playSound(device, sound);
    return Deliveries.answer(202, delivery);
  }

  /** H-60; revoking twice, or before the first sight, is no error. */
  private HttpResponse revoke(RestRequest request) throws RestException, StoreException {
    String device = request.variable("deviceId");
    if (device.codePointCount(0, device.length()) > HomePrincipal.MAX_ID_CODE_POINTS) {
      throw RestException.badField("deviceId");
    }
    hub().revoke(device);
    return HttpResponse.text(204, "");
  }

  private static Notice notice(JsonBody body) throws RestException {
    return new Notice(
        body.text("title", 1, HomeLimits.TITLE_CODE_POINTS),
        body.text("body", 0, HomeLimits.BODY_CODE_POINTS),
        body.findConstant("level", NotificationLevel.values()).orElse(NotificationLevel.INFO),
        body.findText("category", 0, HomeLimits.CATEGORY_CODE_POINTS),
        body.findObject("data", HomeLimits.NOTIFICATION_DATA_BYTES).orElse(RawJson.EMPTY_OBJECT));
  }

  private static JsonObject shown(Notification row) {
    return JsonObject.create()
        .text("id", row.id().toString())
        .text("deviceId", row.deviceId())
        .text("status", row.status().wireName());
  }

  private HomeHub hub() {
    return dialect.hub();
  }
}
