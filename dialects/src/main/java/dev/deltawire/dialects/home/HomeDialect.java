package dev.deltawire.dialects.home;

import static java.util.Objects.requireNonNull;

import dev.deltawire.dialects.DialectBuilder;
import dev.deltawire.dialects.EchoEngine;
import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.NetworkSet;
import dev.deltawire.dialects.ServerTool;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.internal.Periodic;
import dev.deltawire.dialects.internal.Recovery;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The {@code home} dialect, ready to be mounted on a server. */
public final class HomeDialect implements Dialect {

  private final HomeSettings settings;
  private final List<Periodic> chores = new ArrayList<>();
  private Admissions admissions;
  private volatile HomeHub hub;
  private volatile HomePairing pairing;

  private HomeDialect(HomeSettings settings) {
    this.settings = settings;
  }

  /** A builder with the defaults of PROTOCOLS section 4; only the authenticator has none. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return "home";
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
    HomeStore.Conversations conversations = settings.store().conversations();
    chores.add(Recovery.start(node, conversations, "Interrupted by restart")); // H-43, X-61
    HomeParts parts = HomeParts.of(settings, node);
    chores.add(parts.notifier().keepFor(settings.notificationRetention()));
    Authentication authentication =
        new Authentication(settings.authenticator(), settings.store().devices());
    admissions = new Admissions(settings, parts, authentication, node);
    hub = new HomeHub(settings.store(), parts, authentication, settings.devMode());
    settings.issuer().ifPresent(issuer -> startPairing(issuer, node));
  }

  private void startPairing(HomeTokenIssuer issuer, Node node) {
    HomePairing started = new HomePairing(settings, issuer, hub, node);
    chores.add(started.startPurging());
    pairing = started;
  }

  @Override
  public void stop() {
    chores.forEach(Periodic::stop);
  }

  @Override
  public Admission admit(HttpRequest upgrade) {
    return admissions.admit(upgrade);
  }

  @Override
  public HttpResponse refusal(int status) {
    return Refusals.of(status);
  }

  /**
   * The way to the devices.
   *
   * @throws IllegalStateException if the dialect's server has not been started
   */
  public HomeHub hub() {
    return started(hub, "the home dialect has not been started");
  }

  /**
   * The way of devices to their tokens.
   *
   * @throws IllegalStateException if the dialect's server has not been started, or there is no
   *     {@link Builder#issuer}
   */
  public HomePairing pairing() {
    return started(pairing, "the home dialect has not been started with an issuer of tokens");
  }

  private static <T> T started(T part, String otherwise) {
    if (part == null) {
      throw new IllegalStateException(otherwise);
    }
    return part;
  }

  /**
   * What a dialect is made of. By default: {@code /ws} (H-01), 30 s between pings; who misses one
   * is terminated.
   */
  public static final class Builder extends DialectBuilder<Builder> {

    private HomeAuthenticator authenticator;
    private HomeTokenIssuer issuer;
    private Lifetimes lifetimes = Lifetimes.STANDARD;
    private HomeStore store = MemoryHomeStore.create();
    private Engine engine;
    private ServerTools tools = ServerTools.builtin();
    private int maxQueuedChat = 8;
    private long maxStreamBytes = StreamOptions.STANDARD.maxBytes();
    private boolean devMode;
    private NetworkSet trustedNetworks = NetworkSet.LOCAL;
    private String bearerPrefix = "genie.bearer.";
    private String subprotocol = "genie.v1";
    private Duration notificationRetention = Duration.ofDays(30);
    private Supplier<UUID> ids = UUID::randomUUID;

    private Builder() {
      super("/ws", Duration.ofSeconds(30));
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** What judges tokens; required. */
    public Builder authenticator(HomeAuthenticator judge) {
      authenticator = requireNonNull(judge);
      return this;
    }

    /** What makes tokens that the authenticator trusts; without it no device can be paired. */
    public Builder issuer(HomeTokenIssuer maker) {
      issuer = requireNonNull(maker);
      return this;
    }

    /**
     * How long an invitation, an access token and a refresh token last: 10 minutes, 15 minutes and
     * 90 days by default (H-49, H-52).
     */
    public Builder lifetimes(Duration invitation, Duration accessToken, Duration refreshToken) {
      lifetimes = new Lifetimes(invitation, accessToken, refreshToken);
      return this;
    }

    /** What remembers; by default nothing outlives the process. */
    public Builder store(HomeStore memory) {
      store = requireNonNull(memory);
      return this;
    }

    /** What replies; {@link EchoEngine} by default. */
    public Builder engine(Engine speaker) {
      engine = requireNonNull(speaker);
      return this;
    }

    /** Tools that the engine may call besides the built-in ones. */
    public Builder tools(Collection<? extends ServerTool> more) {
      tools = tools.with(more);
      return this;
    }

    /** How many messages may wait in a conversation, 8 by default; more are refused (H-32). */
    public Builder maxQueuedChat(int messages) {
      if (messages < 0) {
        throw new IllegalArgumentException("maxQueuedChat must not be negative");
      }
      maxQueuedChat = messages;
      return this;
    }

    /** The longest reply, 4194304 bytes by default; a longer one fails. */
    public Builder maxStreamBytes(int bytes) {
      maxStreamBytes = requirePositive("maxStreamBytes", bytes);
      return this;
    }

    /** Whether devices are told of new widget bundles; off by default (H-41). */
    public Builder devMode(boolean on) {
      devMode = on;
      return this;
    }

    /** Where the kill switch doesn't reach; local networks by default (H-05). */
    public Builder trustedNetworks(NetworkSet networks) {
      trustedNetworks = requireNonNull(networks);
      return this;
    }

    /** {@code genie.bearer.} and {@code genie.v1} by default (H-04). */
    public Builder subprotocols(String prefixOfBearer, String answer) {
      bearerPrefix = requireNonNull(prefixOfBearer);
      subprotocol = requireNonNull(answer);
      return this;
    }

    /** How long notifications are kept, 30 days by default (H-43). */
    public Builder notificationRetention(Duration retention) {
      notificationRetention = requireNonNull(retention);
      return this;
    }

    /** Where fresh ids come from; random by default. Thread: any. */
    public Builder ids(Supplier<UUID> source) {
      ids = requireNonNull(source);
      return this;
    }

    /** The dialect; throws when there is no authenticator. */
    public HomeDialect build() {
      return new HomeDialect(settings());
    }

    HomeSettings settings() {
      return new HomeSettings(
          mount(),
          options(Dispatch.EXECUTOR, allowedOrigins()).withCompression(true), // no frame has a key
          requireNonNull(authenticator, "authenticator"),
          Optional.ofNullable(issuer),
          lifetimes,
          store,
          engine == null ? EchoEngine.create() : engine,
          tools,
          maxQueuedChat,
          streamOptions(),
          devMode,
          trustedNetworks,
          bearerPrefix,
          subprotocol,
          notificationRetention,
          ids);
    }

    /** Retains the whole text, of which a byte takes at most six when escaped. */
    private StreamOptions streamOptions() {
      return StreamOptions.STANDARD
          .withMaxBytes(maxStreamBytes)
          .withRetainedBytes(Math.max(64 << 10, 6 * maxStreamBytes));
    }
  }
}
