package dev.deltawire.dialects.agent;

import static java.util.Objects.requireNonNull;

import dev.deltawire.dialects.DialectBuilder;
import dev.deltawire.dialects.EchoEngine;
import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.ServerTool;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.internal.LongHistories;
import dev.deltawire.dialects.internal.LongTexts;
import dev.deltawire.dialects.internal.Periodic;
import dev.deltawire.dialects.internal.Recovery;
import dev.deltawire.dialects.internal.SlidingRate;
import dev.deltawire.model.agent.AgentServerFrame.AgentError;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The {@code agent} dialect, ready to be mounted on a server. */
public final class AgentDialect implements Dialect {

  private final AgentSettings settings;
  private Sessions sessions;
  private Admissions admissions;
  private Periodic recovery;
  private Upkeep upkeep;
  private volatile AgentHub hub;

  private AgentDialect(AgentSettings settings) {
    this.settings = settings;
  }

  /** A builder with the defaults of PROTOCOLS section 3; only the authenticator has none. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return "agent";
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
    AgentContext context = context(node);
    sessions = new Sessions(context, settings.sessionTtl());
    upkeep = new Upkeep(context, sessions, settings.sessionTtl());
    recovery = Recovery.start(node, upkeep, "interrupted");
    upkeep.start();
    admissions = new Admissions(settings.authenticator(), sessions, context);
    hub = new AgentHub(context);
  }

  @Override
  public void stop() {
    recovery.stop();
    upkeep.stop();
    sessions.abandon();
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
   * The answer to a REST request that is refused in the dialect's word for this status.
   *
   * @param field what was wrong, if it was one thing
   */
  public HttpResponse refusal(int status, String message, Optional<String> field) {
    return Refusals.of(status, message, field);
  }

  /** The answer to a REST request that is refused with this error. */
  public HttpResponse refusal(int status, AgentError error) {
    return Refusals.of(status, error);
  }

  /**
   * The way to the agent without a socket.
   *
   * @throws IllegalStateException if the dialect's server has not been started
   */
  public AgentHub hub() {
    AgentHub started = hub;
    if (started == null) {
      throw new IllegalStateException("the agent dialect has not been started");
    }
    return started;
  }

  private AgentContext context(Node node) {
    SlidingRate<AgentIdentity> rate =
        new SlidingRate<>(settings.turnsPerMinute(), Duration.ofMinutes(1), node.clock());
    return new AgentContext(
        settings.store(),
        settings.engine(),
        new Planner(settings.tools(), settings.engine(), node.errorHandler()),
        settings.streams(),
        settings.timeouts(),
        settings.prices(),
        new Gate(settings.store(), settings.maxConcurrentSessions(), rate, node.clock()),
        settings.ids(),
        new LongTexts(node),
        new LongTexts(node),
        new LongHistories(node),
        node);
  }

  /**
   * What a dialect is made of. By default: {@code /agent}, 30 s between pings; who misses
   * one is terminated.
   */
  public static final class Builder extends DialectBuilder<Builder> {

    private AgentAuthenticator authenticator;
    private AgentStore store = MemoryAgentStore.create();
    private Engine engine;
    private ServerTools tools = ServerTools.builtin();
    private long maxStreamBytes = StreamOptions.STANDARD.maxBytes();
    private Duration toolTimeout = Duration.ofMinutes(2);
    private Duration turnTimeout = Duration.ofMinutes(10);
    private Duration detachTimeout = Duration.ofMinutes(1);
    private Duration sessionTtl = Duration.ofDays(7);
    private int maxConcurrentSessions = 10;
    private int turnsPerMinute = 60;
    private double inputPriceUsd = 0.000003;
    private double outputPriceUsd = 0.000015;
    private Supplier<UUID> ids = UUID::randomUUID;

    private Builder() {
      super("/agent", Duration.ofSeconds(30));
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** What judges tokens; required. */
    public Builder authenticator(AgentAuthenticator judge) {
      authenticator = requireNonNull(judge);
      return this;
    }

    /** What remembers; by default nothing outlives the process. */
    public Builder store(AgentStore memory) {
      store = requireNonNull(memory);
      return this;
    }

    /** What replies; {@link EchoEngine} by default. */
    public Builder engine(Engine speaker) {
      engine = requireNonNull(speaker);
      return this;
    }

    /** Tools of the server besides the built-in ones. */
    public Builder tools(Collection<? extends ServerTool> more) {
      tools = tools.with(more);
      return this;
    }

    /** The longest text of a turn, 4194304 bytes by default; a longer one fails. */
    public Builder maxStreamBytes(int bytes) {
      maxStreamBytes = requirePositive("maxStreamBytes", bytes);
      return this;
    }

    /** How long a client's tool may take, 120 s by default; later it has failed. */
    public Builder toolTimeout(Duration timeout) {
      toolTimeout = requireNonNull(timeout);
      return this;
    }

    /** How long a turn may take, 600 s by default; later it has failed. */
    public Builder turnTimeout(Duration timeout) {
      turnTimeout = requireNonNull(timeout);
      return this;
    }

    /** How long a turn goes on without a socket, 60 s by default. */
    public Builder detachTimeout(Duration timeout) {
      detachTimeout = requireNonNull(timeout);
      return this;
    }

    /** How long sessions are kept after their last activity, 7 days by default. */
    public Builder sessionTtl(Duration ttl) {
      sessionTtl = requireNonNull(ttl);
      return this;
    }

    /** Sessions and prompts in use at once by one identity, 10 by default. */
    public Builder maxConcurrentSessions(int sessions) {
      maxConcurrentSessions = requirePositive("maxConcurrentSessions", sessions);
      return this;
    }

    /** Turns of one identity within any minute, 60 by default. */
    public Builder turnsPerMinute(int turns) {
      turnsPerMinute = requirePositive("turnsPerMinute", turns);
      return this;
    }

    /** US dollars for one token read and written; 0.000003 and 0.000015 by default. */
    public Builder prices(double input, double output) {
      if (!(input >= 0 && output >= 0) || Double.isInfinite(input + output)) {
        throw new IllegalArgumentException("no prices: " + input + ", " + output);
      }
      inputPriceUsd = input;
      outputPriceUsd = output;
      return this;
    }

    /** Where fresh ids come from; random by default. Thread: any. */
    public Builder ids(Supplier<UUID> source) {
      ids = requireNonNull(source);
      return this;
    }

    /** The dialect; throws when there is no authenticator. */
    public AgentDialect build() {
      return new AgentDialect(settings());
    }

    private AgentSettings settings() {
      return new AgentSettings(
          mount(),
          options(Dispatch.EXECUTOR, allowedOrigins()).withCompression(true), // no frame has a key
          requireNonNull(authenticator, "authenticator"),
          store,
          engine == null ? EchoEngine.create() : engine,
          tools,
          StreamOptions.STANDARD.withMaxBytes(maxStreamBytes).withReplay(true),
          new AgentContext.Timeouts(toolTimeout, turnTimeout, detachTimeout),
          new AgentContext.Prices(inputPriceUsd, outputPriceUsd),
          maxConcurrentSessions,
          turnsPerMinute,
          sessionTtl,
          ids);
    }
  }
}
