package dev.deltawire.dialects.messenger;

import static java.util.Objects.requireNonNull;

import dev.deltawire.dialects.DialectBuilder;
import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.StatusReason;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.DialectOptions.HeartbeatAction;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The {@code messenger} dialect, ready to be mounted on a server. */
public final class MessengerDialect implements Dialect {

  private final MessengerSettings settings;
  private MessengerParts parts;
  private volatile MessengerHub hub;

  private MessengerDialect(MessengerSettings settings) {
    this.settings = settings;
  }

  /** A builder with the defaults of PROTOCOLS section 6. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return "messenger";
  }

  @Override
  public String mount() {
    return settings.mount();
  }

  @Override
  public DialectOptions options() {
    return settings.options();
  }

  @Override
  public void start(Node node) {
    parts = MessengerParts.of(settings, node);
    hub = new MessengerHub(parts, settings.keyPrefix());
  }

  /** Lets everybody in; who shows a bad key is told so on the socket (M-01, M-02). */
  @Override
  public Admission admit(HttpRequest upgrade) {
    Optional<String> key = Credential.bearer(upgrade);
    if (key.isEmpty()) {
      long helloNanos = settings.helloTimeout().toNanos();
      return new Admission.Anonymous(
          connection -> MessengerSession.awaitingHello(parts, connection, helloNanos));
    }
    Credential credential = credential(key.get());
    return new Admission.Anonymous(
        connection -> MessengerSession.of(parts, connection, credential));
  }

  /** */
  @Override
  public HttpResponse refusal(int status) {
    String reason = StatusReason.of(status);
    String code = reason.toUpperCase(Locale.ROOT).replace(' ', '_');
    return HttpResponse.json(status, "{\"code\":\"" + code + "\",\"message\":\"" + reason + "\"}");
  }

  /**
   * The way to the agents and their messages.
   *
   * @throws IllegalStateException if the dialect's server has not been started
   */
  public MessengerHub hub() {
    MessengerHub started = hub;
    if (started == null) {
      throw new IllegalStateException("the messenger dialect has not been started");
    }
    return started;
  }

  private Credential credential(String key) {
    try {
      return Credential.of(SecretHash.of(key), settings.store().agents());
    } catch (StoreException e) {
      parts.node().errorHandler().onError("messenger admission", e);
      return new Credential.Bad(Closing.INTERNAL_ERROR, "internal error");
    }
  }

  /**
   * What a dialect is made of. By default: {@code /v1/ws} (M-01), 30 s between pings; who misses
   * one is closed with 1001 (M-57).
   */
  public static final class Builder extends DialectBuilder<Builder> {

    private Duration deliveryProbe = Duration.ofSeconds(1);
    private MessengerStore store = MemoryMessengerStore.create();
    private String keyPrefix = "dw_live_";
    private Duration helloTimeout = Duration.ofSeconds(5);
    private Duration typingTimeout = Duration.ofSeconds(10);
    private int maxBacklog = 10_000;
    private int backlogWarning = 5_000;
    private int sendRate = 60;
    private Duration sendWindow = Duration.ofSeconds(1);

    private Builder() {
      super("/v1/ws", Duration.ofSeconds(30));
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** How soon a ping follows a delivery, 1 s by default (M-29). */
    public Builder deliveryProbe(Duration probe) {
      deliveryProbe = requireNonNull(probe);
      return this;
    }

    /** What remembers; by default nothing outlives the process (M-40). */
    public Builder store(MessengerStore memory) {
      store = requireNonNull(memory);
      return this;
    }

    /** What keys begin with, {@code dw_live_} by default (M-09). */
    public Builder keyPrefix(String prefix) {
      keyPrefix = requireNonNull(prefix);
      return this;
    }

    /** How long a socket may take to say hello, 5 s by default (M-04). */
    public Builder helloTimeout(Duration timeout) {
      helloTimeout = requireNonNull(timeout);
      return this;
    }

    /** When typing that is not repeated ends, after 10 s by default (M-36). */
    public Builder typingTimeout(Duration timeout) {
      typingTimeout = requireNonNull(timeout);
      return this;
    }

    /** From 5000 undelivered messages on senders are warned, at 10000 refused (M-47). */
    public Builder backlog(int warning, int max) {
      backlogWarning = warning;
      maxBacklog = max;
      return this;
    }

    /** 60 sends of an agent in a window of 1 s by default; more are refused (M-48). */
    public Builder sendRate(int sends, Duration window) {
      sendRate = sends;
      sendWindow = requireNonNull(window);
      return this;
    }

    /** The dialect. */
    public MessengerDialect build() {
      return new MessengerDialect(
          new MessengerSettings(
              mount(),
              options(),
              store,
              keyPrefix,
              helloTimeout,
              typingTimeout,
              maxBacklog,
              backlogWarning,
              sendRate,
              sendWindow));
    }

    private DialectOptions options() {
      return options(Dispatch.EXECUTOR, allowedOrigins())
          .withHeartbeatAction(HeartbeatAction.CLOSE)
          .withDeliveryProbe(deliveryProbe);
    }
  }
}
