package dev.deltawire.model.integration;

import dev.deltawire.model.WireName;

/** What the server offers, in the order in which {@code welcome} lists it (I-08, I-17). */
public enum Capability implements WireName {
  EVENTS("events"),
  STATE("state"),
  INTEGRATION_AUTH("integration.auth");

  private final String wireName;

  Capability(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
