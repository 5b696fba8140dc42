package dev.deltawire.gateway.agent;

import dev.deltawire.codec.AgentOptionsReader;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.codec.RawJsonView.Kind;
import dev.deltawire.dialects.agent.AgentIdentity;
import dev.deltawire.dialects.agent.AgentPrincipal;
import dev.deltawire.dialects.agent.Budget;
import dev.deltawire.dialects.agent.BudgetWindow;
import dev.deltawire.dialects.agent.Permissions;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentOptions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a token says of whom it speaks for; claims of another name are ignored. */
final class AgentClaims {

  private final RawJsonView claims;

  private AgentClaims(RawJsonView claims) {
    this.claims = claims;
  }

  static AgentClaims of(RawJson object) {
    return new AgentClaims(RawJsonView.of(object));
  }

  /** Whom they name, and what they say of it. */
  AgentPrincipal principal() throws BadClaim {
    return new AgentPrincipal(identity(), budget(), permissions(), sdkConfig());
  }

  private AgentIdentity identity() throws BadClaim {
    String issuer = text(claims, "iss").orElse("");
    Optional<String> subject = text(claims, "sub");
    if (subject.isEmpty()) {
      throw new BadClaim("sub");
    }
    try {
      return new AgentIdentity(issuer, subject.get());
    } catch (IllegalArgumentException e) {
      throw new BadClaim("sub");
    }
  }

  private Budget budget() throws BadClaim {
    Optional<RawJsonView> budget = object("budget");
    if (budget.isEmpty()) {
      return Budget.UNLIMITED;
    }
    Optional<String> window = text(budget.get(), "window");
    Optional<BudgetWindow> known = window.flatMap(BudgetWindow::ofWireName);
    if (window.isPresent() && known.isEmpty()) {
      throw new BadClaim("budget");
    }
    return new Budget(
        amount(budget.get(), "ai"),
        amount(budget.get(), "compute"),
        known.orElse(BudgetWindow.LIFETIME),
        windowStart(budget.get()));
  }

  private static OptionalLong amount(RawJsonView budget, String name) throws BadClaim {
    Optional<RawJsonView> amount = present(budget, name);
    if (amount.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong value = amount.get().integer();
    if (value.isEmpty() || value.getAsLong() < 0) {
      throw new BadClaim("budget");
    }
    return value;
  }

  private static Instant windowStart(RawJsonView budget) throws BadClaim {
    Optional<String> start = text(budget, "windowStart");
    try {
      return start.map(Instant::parse).orElse(Instant.EPOCH);
    } catch (DateTimeException e) {
      throw new BadClaim("budget");
    }
  }

  private Permissions permissions() throws BadClaim {
    Optional<RawJsonView> permissions = object("permissions");
    if (permissions.isEmpty()) {
      return Permissions.ALL;
    }
    return new Permissions(
        texts(permissions.get(), "tools"),
        texts(permissions.get(), "blockedTools"),
        maxTurns(permissions.get()),
        text(permissions.get(), "model"));
  }

  private static OptionalInt maxTurns(RawJsonView permissions) throws BadClaim {
    Optional<RawJsonView> turns = present(permissions, "maxTurns");
    if (turns.isEmpty()) {
      return OptionalInt.empty();
    }
    OptionalLong value = turns.get().integer();
    if (value.isEmpty() || value.getAsLong() < 0) {
      throw new BadClaim("permissions");
    }
    return OptionalInt.of((int) Math.min(Integer.MAX_VALUE, value.getAsLong()));
  }

  /** its members keep the rows of {@code init}. */
  private AgentOptions sdkConfig() throws BadClaim {
    Optional<RawJsonView> config = object("sdkConfig");
    Optional<AgentOptions> options = config.map(RawJsonView::raw).flatMap(AgentOptionsReader::read);
    if (config.isPresent() && options.isEmpty()) {
      throw new BadClaim("sdkConfig");
    }
    return options.orElse(AgentOptions.NONE);
  }

  private Optional<RawJsonView> object(String name) throws BadClaim {
    Optional<RawJsonView> object = present(claims, name);
    if (object.isPresent() && object.get().kind() != Kind.OBJECT) {
      throw new BadClaim(name);
    }
    return object;
  }

  private static List<String> texts(RawJsonView permissions, String name) throws BadClaim {
    Optional<RawJsonView> array = present(permissions, name);
    if (array.isEmpty()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (RawJsonView element : array.get().elements()) {
      element.string().ifPresent(texts::add);
    }
    if (array.get().kind() != Kind.ARRAY || texts.size() != array.get().elements().size()) {
      throw new BadClaim("permissions");
    }
    return texts;
  }

  private static Optional<String> text(RawJsonView object, String name) throws BadClaim {
    Optional<RawJsonView> text = present(object, name);
    if (text.isPresent() && text.get().kind() != Kind.STRING) {
      throw new BadClaim(name);
    }
    return text.flatMap(RawJsonView::string);
  }

  private static Optional<RawJsonView> present(RawJsonView object, String name) {
    return object.member(name).filter(value -> value.kind() != Kind.NULL);
  }
}
