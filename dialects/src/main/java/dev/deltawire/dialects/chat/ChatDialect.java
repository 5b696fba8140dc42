package dev.deltawire.dialects.chat;

import static java.util.Objects.requireNonNull;

import dev.deltawire.dialects.DialectBuilder;
import dev.deltawire.dialects.EchoEngine;
import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.QueryToken;
import dev.deltawire.dialects.ServerTool;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Periodic;
import dev.deltawire.dialects.internal.Recovery;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatLimits;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The {@code chat} dialect, ready to be mounted on a server. */
public final class ChatDialect implements Dialect {

  private final ChatSettings settings;
  private volatile ChatParts parts;
  private Periodic recovery;

  private ChatDialect(ChatSettings settings) {
    this.settings = settings;
  }

  /** A builder with the defaults of PROTOCOLS section 5; only the tokens have none. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return "chat";
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
    recovery = Recovery.start(node, settings.store().messages(), "interrupted"); // C-52, X-61
    createAgents();
    parts = ChatParts.of(settings, node);
  }

  @Override
  public void stop() {
    recovery.stop();
  }

  @Override
  public Admission admit(HttpRequest upgrade) {
    try {
      Optional<String> token = upgrade.query().flatMap(QueryToken::of);
      Optional<Account> account =
          token.isPresent() ? service().authenticate(token.get()) : Optional.empty();
      return account.map(this::accept).orElseGet(() -> new Admission.Refused(refusal(401)));
    } catch (StoreException e) {
      started().context().report("chat admission", e);
      return new Admission.Refused(refusal(500));
    }
  }

  @Override
  public HttpResponse refusal(int status) {
    return ChatRefusals.of(status);
  }

  /**
   * The methods, for callers without a socket.
   *
   * @throws IllegalStateException if the dialect's server has not been started
   */
  public ChatService service() {
    return new ChatService(started().context(), started().calls());
  }

  private Admission accept(Account account) {
    return new Admission.Accepted(
        account.username(), null, connection -> ChatSession.open(started(), account, connection));
  }

  /** C-63. */
  private void createAgents() {
    ChatAccounts accounts = ChatAccounts.of(settings.store());
    try {
      for (String username : settings.agents()) {
        accounts.ensureAgent(username);
      }
    } catch (StoreException e) {
      throw new IllegalStateException("the store is not usable", e);
    }
  }

  private ChatParts started() {
    ChatParts started = parts;
    if (started == null) {
      throw new IllegalStateException("the chat dialect has not been started");
    }
    return started;
  }

  /**
   * What a dialect is made of. By default: {@code /api/ws} (C-01), 25 s between pings; who misses
   * one is terminated.
   */
  public static final class Builder extends DialectBuilder<Builder> {

    private ChatTokens tokens;
    private ChatStore store = MemoryChatStore.create();
    private Engine engine;
    private ServerTools tools = ServerTools.builtin();
    private long maxStreamBytes = StreamOptions.STANDARD.maxBytes();
    private boolean devMode;
    private Duration tokenTtl = Duration.ofDays(365);
    private int maxAgentChain = 4;
    private Duration typingTimeout = Duration.ofSeconds(10);
    private List<String> agents = List.of();
    private Supplier<UUID> ids = UUID::randomUUID;

    private Builder() {
      super("/api/ws", Duration.ofSeconds(25));
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** What signs and judges tokens; required. */
    public Builder tokens(ChatTokens judge) {
      tokens = requireNonNull(judge);
      return this;
    }

    /** What remembers; by default nothing outlives the process. */
    public Builder store(ChatStore memory) {
      store = requireNonNull(memory);
      return this;
    }

    /** What speaks for the agents; {@link EchoEngine} by default. */
    public Builder engine(Engine speaker) {
      engine = requireNonNull(speaker);
      return this;
    }

    /** Tools that the engine may call besides the built-in ones. */
    public Builder tools(Collection<? extends ServerTool> more) {
      tools = tools.with(more);
      return this;
    }

    /** The longest message of an agent, 4194304 bytes by default; a longer one fails. */
    public Builder maxStreamBytes(int bytes) {
      maxStreamBytes = requirePositive("maxStreamBytes", bytes);
      return this;
    }

    /** Whether {@code dev:<username>} is a token; off by default (C-03). */
    public Builder devMode(boolean on) {
      devMode = on;
      return this;
    }

    /** How long tokens hold that are given out, 365 days by default (C-25). */
    public Builder tokenTtl(Duration ttl) {
      tokenTtl = requireNonNull(ttl);
      return this;
    }

    /** How deep agents answer each other behind a human's message, 4 by default (C-42). */
    public Builder maxAgentChain(int replies) {
      if (replies < 0) {
        throw new IllegalArgumentException("maxAgentChain must not be negative");
      }
      maxAgentChain = replies;
      return this;
    }

    /** When typing that is not repeated ends, 10 s by default (C-49). */
    public Builder typingTimeout(Duration timeout) {
      typingTimeout = requireNonNull(timeout);
      return this;
    }

    /** Agents that are created at start unless they exist; none by default (C-63). */
    public Builder agents(List<String> usernames) {
      agents = List.copyOf(usernames);
      agents.stream()
          .filter(username -> !ChatLimits.isUsername(username))
          .forEach(
              username -> {
                throw new IllegalArgumentException("not a username: " + username);
              });
      return this;
    }

    /** Where fresh ids come from; random by default. Thread: any. */
    public Builder ids(Supplier<UUID> source) {
      ids = requireNonNull(source);
      return this;
    }

    /** The dialect; throws when there are no tokens. */
    public ChatDialect build() {
      return new ChatDialect(settings());
    }

    private ChatSettings settings() {
      return new ChatSettings(
          mount(),
          options(Dispatch.EXECUTOR, allowedOrigins()),
          requireNonNull(tokens, "tokens"),
          store,
          engine == null ? EchoEngine.create() : engine,
          tools,
          StreamOptions.STANDARD.withMaxBytes(maxStreamBytes),
          devMode,
          tokenTtl,
          maxAgentChain,
          typingTimeout,
          agents,
          ids);
    }
  }
}
