package dev.deltawire.dialects.chat;

import dev.deltawire.model.chat.Account;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom a text speaks of: {@code @username} or {@code @owner:provider} (C-43). */
final class Mentions {

  /**
   * A name as long as it can be. It ends before stops and colons that no name goes on behind, so
   * that they belong to the sentence.
   */
  private static final Pattern MENTION =
      Pattern.compile(
          "(?<![a-z0-9_.:-])@"
              + "([a-z0-9](?:[a-z0-9_.-]*[a-z0-9_-])?(?::[a-z0-9](?:[a-z0-9_.-]*[a-z0-9_-])?)?)"
              + "(?![.:]*[a-z0-9_-])");

  private final Set<String> names = new LinkedHashSet<>();

  private Mentions(String text) {
    Matcher mention = MENTION.matcher(text);
    while (mention.find()) {
      names.add(mention.group(1));
    }
  }

  static Mentions in(String text) {
    return new Mentions(text);
  }

  /** Whether an account is spoken of by one of its names. */
  boolean include(Account account) {
    return names.contains(account.username())
        || names.contains(account.parentUsername() + ":" + account.agentProvider());
  }
}
