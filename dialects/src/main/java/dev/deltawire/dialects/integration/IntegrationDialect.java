package dev.deltawire.dialects.integration;

import static java.util.Objects.requireNonNull;

import dev.deltawire.dialects.DialectBuilder;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Node;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The {@code integration} dialect, ready to be mounted on a server. */
public final class IntegrationDialect implements Dialect {

  private final IntegrationSettings settings;
  private final SourceRules source;
  private final EventAudience audience = new EventAudience();
  private final AtomicLong connections = new AtomicLong();
  private Consents consents;
  private volatile IntegrationHub hub;

  private IntegrationDialect(IntegrationSettings settings) {
    this.settings = settings;
    this.source = new SourceRules(settings.allowedOrigins());
  }

  /** A builder with the defaults of PROTOCOLS section 2. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return "integration";
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
    ChannelKey key;
    try {
      key = ChannelKey.load(settings.keyPrefix(), settings.store());
    } catch (StoreException e) {
      throw new IllegalStateException("the integration store is not usable", e);
    }
    consents = new Consents(settings, key, RequestIds.startingAt(new SecureRandom()), node);
    hub = new IntegrationHub(consents, key, audience, settings.channelName());
  }

  @Override
  public OptionalInt screen(HttpRequest upgrade) {
    return source.refusalOfUpgrade(upgrade);
  }

  /** The status that a plain request from elsewhere than this machine deserves (I-02, I-03). */
  public OptionalInt screenPlain(HttpRequest request) {
    return SourceRules.refusal(request);
  }

  /** Lets everybody in who has come this far: there is no credential, and no principal (I-01). */
  @Override
  public Admission admit(HttpRequest upgrade) {
    return new Admission.Accepted(
        "connection " + connections.incrementAndGet(),
        null,
        connection -> new IntegrationSession(consents, audience, connection));
  }

  @Override
  public HttpResponse refusal(int status) {
    return Refusals.of(status);
  }

  /**
   * The user's side.
   *
   * @throws IllegalStateException if the dialect's server has not been started
   */
  public IntegrationHub hub() {
    IntegrationHub started = hub;
    if (started == null) {
      throw new IllegalStateException("the integration dialect has not been started");
    }
    return started;
  }

  /**
   * What a dialect is made of. By default: {@code /integration} (I-01, I-05), 30 s between pings;
   * who misses one is terminated. Origins of this machine are always let in, others only if they
   * are allowed (I-04).
   */
  public static final class Builder extends DialectBuilder<Builder> {

    private String keyPrefix = "sk_live_";
    private Optional<String> channelName = Optional.empty();
    private ConsentMode consent = ConsentMode.PAGE;
    private Duration requestTimeout = Duration.ofSeconds(110);
    private Duration requestCooldown = Duration.ofSeconds(5);
    private int maxPending = 1000;
    private boolean ready = true;
    private IntegrationStore store = MemoryIntegrationStore.create();

    private Builder() {
      super("/integration", Duration.ofSeconds(30));
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** What the channel's key begins with; {@code sk_live_} by default (I-11). */
    public Builder keyPrefix(String prefix) {
      keyPrefix = requireNonNull(prefix);
      return this;
    }

    /** The channel's name; none by default (I-39). */
    public Builder channelName(Optional<String> name) {
      channelName = requireNonNull(name);
      return this;
    }

    /** How the user is asked; {@link ConsentMode#PAGE} by default (I-18). */
    public Builder consent(ConsentMode mode) {
      consent = requireNonNull(mode);
      return this;
    }

    /** How long a request waits, 110 s by default; then it is denied (I-22). */
    public Builder requestTimeout(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("requestTimeout must be positive");
      }
      requestTimeout = timeout;
      return this;
    }

    /** How long a client waits from the end of its request to the next one, 5 s by default. */
    public Builder requestCooldown(Duration cooldown) {
      if (cooldown.isNegative()) {
        throw new IllegalArgumentException("requestCooldown must not be negative");
      }
      requestCooldown = cooldown;
      return this;
    }

    /** How many requests may wait at once, 1000 by default; one more is rate limited. */
    public Builder maxPending(int requests) {
      maxPending = requirePositive("maxPending", requests);
      return this;
    }

    /** Whether a channel is signed in when the server starts; so by default (I-43). */
    public Builder ready(boolean signedIn) {
      ready = signedIn;
      return this;
    }

    /** What remembers the channel's key; by default nothing outlives the process. */
    public Builder store(IntegrationStore memory) {
      store = requireNonNull(memory);
      return this;
    }

    /** The dialect. */
    public IntegrationDialect build() {
      return new IntegrationDialect(
          new IntegrationSettings(
              mount(),
              options(Dispatch.INLINE, Set.of()),
              allowedOrigins(),
              keyPrefix,
              channelName,
              consent,
              requestTimeout,
              requestCooldown,
              maxPending,
              ready,
              store));
    }
  }
}
