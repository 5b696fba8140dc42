package dev.deltawire.gateway.config;

import java.util.ArrayList;
import java.util.List;

/** The registry of all keys: the server's, then each dialect's. */
public final class GatewayKeys {

  private GatewayKeys() {}

  /** All of them. */
  public static List<Key<?>> all() {
    List<Key<?>> keys = new ArrayList<>(ServerKeys.all());
    keys.addAll(TlsKeys.all());
    keys.addAll(IntegrationKeys.all());
    keys.addAll(AgentKeys.all());
    keys.addAll(HomeKeys.all());
    keys.addAll(ChatKeys.all());
    keys.addAll(MessengerKeys.all());
    return List.copyOf(keys);
  }
}
