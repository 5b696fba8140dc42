package dev.deltawire.dialects.home;

import dev.deltawire.codec.HomeDecoder;
import dev.deltawire.codec.HomeInbound;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.home.HomeClientFrame;
import dev.deltawire.model.home.HomeClientFrame.ChatMessage;
import dev.deltawire.model.home.HomeClientFrame.ChatResume;
import dev.deltawire.model.home.HomeClientFrame.NotificationList;
import dev.deltawire.model.home.HomeClientFrame.NotificationRead;
import dev.deltawire.model.home.HomeClientFrame.PingRequest;
import dev.deltawire.model.home.HomeClientFrame.WidgetSubscribe;
import dev.deltawire.model.home.HomeServerFrame.HomeError;
import dev.deltawire.model.home.HomeServerFrame.PingResponse;
import dev.deltawire.model.home.NotificationStatus;
import dev.deltawire.server.Topics.Subscription;
import dev.deltawire.server.spi.Session;

/** One connection of a device: reads its frames and hands each to who answers it (H-27, H-28). */
final class HomeSession implements Session {

  private static final int POLICY_VIOLATION = 1008;

  private final HomeParts parts;
  private final HomePeer peer;
  private final WidgetSubscriptions widgets;
  private final Subscription deviceEvents;

  /** Null until somebody says something: who only listens needs none. */
  private HomeDecoder decoder;

  private HomeSession(HomeParts parts, HomePeer peer) {
    this.parts = parts;
    this.peer = peer;
    this.widgets = new WidgetSubscriptions(peer, parts.fanout(), parts.widgets());
    String topic = HomeTopics.device(peer.principal().deviceId());
    this.deviceEvents = parts.fanout().add(topic, this::onDeviceEvent);
  }

  /** A session that hears its device's events from now on. */
  static HomeSession open(HomeParts parts, HomePeer peer) {
    return new HomeSession(parts, peer);
  }

  @Override
  public void onMessage(byte[] text, int offset, int length) {
    HomeInbound inbound = decoder().decodeInPlace(text, offset, offset + length);
    if (inbound instanceof HomeInbound.Ping ping) {
      long now = parts.node().clock().millis();
      peer.connection().send(ping.at(now), HomeInbound.Ping::answer); // H-28
    } else if (inbound instanceof HomeInbound.Noticed noticed) {
      handle(noticed);
    } else if (inbound instanceof HomeInbound.Rejected rejected) {
      peer.refuse(new HomeError(rejected.message(), rejected.originalType()));
    } else if (inbound instanceof HomeInbound.Ok ok) {
      handle(ok.frame());
    }
  }

  @Override
  public void onClosed() {
    deviceEvents.close();
    widgets.close();
  }

  /** Ends the connection because its token is void (H-60). */
  void revoke() {
    peer.connection().close(POLICY_VIOLATION, "device revoked");
  }

  private void handle(HomeClientFrame frame) {
    try {
      if (frame instanceof PingRequest ping) {
        peer.send(new PingResponse(ping.id(), parts.node().clock().millis())); // H-08
      } else if (frame instanceof ChatMessage message) {
        parts.chat().message(peer, message);
      } else if (frame instanceof ChatResume resume) {
        parts.chat().resume(peer, resume);
      } else if (frame instanceof WidgetSubscribe subscribe) {
        widgets.add(subscribe.slugs());
      } else if (frame instanceof NotificationList list) {
        parts.notifier().list(peer, list.status());
      }
    } catch (StoreException e) {
      failed(frame.type(), e);
    }
  }

  /** H-36. */
  private void handle(HomeInbound.Noticed noticed) {
    NotificationStatus status =
        noticed.type().equals(NotificationRead.TYPE)
            ? NotificationStatus.READ
            : NotificationStatus.DELIVERED;
    try {
      parts.notifier().advance(peer, noticed.id(), status, noticed.type());
    } catch (StoreException e) {
      failed(noticed.type(), e);
    }
  }

  private void failed(String type, StoreException e) {
    parts.node().errorHandler().onError("home " + type, e);
    peer.send(new HomeError("Internal error", type));
  }

  private boolean onDeviceEvent(HomeEvent event) {
    if (event instanceof HomeEvent.Announcement news) {
      return peer.send(news.frame());
    }
    if (event instanceof HomeEvent.Revocation) {
      revoke();
    }
    return false;
  }

  private HomeDecoder decoder() {
    if (decoder == null) {
      decoder = HomeDecoder.create();
    }
    return decoder;
  }
}
