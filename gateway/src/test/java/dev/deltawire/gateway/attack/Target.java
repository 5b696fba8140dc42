package dev.deltawire.gateway.attack;

import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.gateway.outside.Outside;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The ports of the gateway that is attacked. */
record Target(int http, int webSocket) {

  InetSocketAddress address(Attack.Port port) {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), port == Attack.Port.HTTP ? http : webSocket);
  }

  /** Plain HTTP. */
  Outside rest() {
    return new Outside(http);
  }

  /** The WebSocket mounts. */
  Outside sockets() {
    return new Outside(webSocket);
  }

  static String homeToken(String device) {
    return Jwt.sign(
        "\"deviceId\":\"%s\",\"userId\":\"%s\",\"deviceType\":\"phone\"".formatted(device, device));
  }
}
