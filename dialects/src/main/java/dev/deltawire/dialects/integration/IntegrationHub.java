package dev.deltawire.dialects.integration;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.integration.IntegrationLimits;
import dev.deltawire.model.integration.IntegrationServerFrame.IntegrationEvent;
import java.util.List;
import java.util.Optional;

/**
 * The user's side of the dialect, and that of whoever holds the channel's key.
 *
 * <p>Thread: any; only {@link #regenerateKey} blocks.
 */
public final class IntegrationHub {

  private final Consents consents;
  private final ChannelKey key;
  private final EventAudience audience;
  private final Optional<String> channelName;

  IntegrationHub(
      Consents consents, ChannelKey key, EventAudience audience, Optional<String> channelName) {
    this.consents = consents;
    this.key = key;
    this.audience = audience;
    this.channelName = channelName;
  }

  /** The requests that wait for a decision, oldest first (I-40). */
  public List<PendingRequest> pending() {
    return consents.pending();
  }

  /** The request of that id, if it is pending. */
  public Optional<PendingRequest> find(String requestId) {
    return consents.find(requestId);
  }

  /**
   * Decides on a request (I-41).
   *
   * @return whether it was pending until now; if not, nothing has happened
   */
  public boolean decide(String requestId, Decision decision) {
    return consents.decide(requestId, decision);
  }

  /** Whether programs can ask at all: a channel is signed in and its key is loaded (I-17). */
  public boolean ready() {
    return consents.ready();
  }

  /** Signs the channel in or out; whatever is pending at the loss is denied (I-23, I-43). */
  public void ready(boolean ready) {
    consents.ready(ready);
  }

  /** The channel's name, if it has one. */
  public Optional<String> channelName() {
    return channelName;
  }

  /** Whether this is the channel's key; takes the same time for every text of a length. */
  public boolean isKey(String candidate) {
    return key.matches(candidate);
  }

  /** Makes the present key worthless; returns the one that takes its place (I-44). */
  public String regenerateKey() throws StoreException {
    return key.regenerate();
  }

  /**
   * Sends an event to every connection that has completed {@code hello}; keeps it for no other.
   *
   * @param name a letter and at most 63 more letters or digits
   * @param data an object of at most {@value IntegrationLimits#EVENT_DATA_BYTES} bytes without
   *     blanks
   * @return how many connections were addressed
   * @throws IllegalArgumentException if name or data break I-46
   */
  public int publish(String name, RawJson data) {
    IntegrationEvent event = new IntegrationEvent(name, JsonText.compact(data));
    EventData.check(event);
    return audience.publish(event);
  }
}
