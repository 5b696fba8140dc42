package dev.deltawire.server;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.UpgradeResponder;

/** What the gate answered. */
final class GateAnswer implements UpgradeResponder {
  final TestChannel channel;
  HttpResponse refused;
  Acceptance accepted;
  RuntimeException failure;

  /** It is opened later. */
  boolean waits;

  GateAnswer(TestChannel channel) {
    this.channel = channel;
  }

  @Override
  public void accept(Acceptance acceptance) {
    accepted = acceptance;
    if (failure != null) {
      throw failure;
    }
    if (!waits) {
      open();
    }
  }

  void open() {
    channel.listener = accepted.listener().apply(channel);
  }

  @Override
  public void refuse(HttpResponse response) {
    refused = response;
  }
}
