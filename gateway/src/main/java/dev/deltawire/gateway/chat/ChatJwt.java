package dev.deltawire.gateway.chat;

import dev.deltawire.dialects.chat.ChatTokens;
import dev.deltawire.gateway.auth.JwtTokens;
import dev.deltawire.gateway.config.ChatKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The signed tokens of the {@code chat} dialect (C-04). Thread: any. */
public final class ChatJwt implements ChatTokens {

  private static final String SECRET_FILE = "chat-jwt-secret";

  private final JwtTokens tokens;

  private ChatJwt(JwtTokens tokens) {
    this.tokens = tokens;
  }

  /** Tokens under the configured secret, or else the one of the data directory. */
  public static ChatJwt of(Settings settings, DataDirectory data, InstantSource clock)
      throws IOException {
    return new ChatJwt(JwtTokens.of(settings, ChatKeys.JWT_SECRET, data, SECRET_FILE, clock));
  }

  @Override
  public Optional<String> username(String token) {
    return tokens.verify(token).flatMap(claims -> claims.text("sub"));
  }

  @Override
  public String issue(String username, Duration ttl) {
    return tokens.sign(JsonObject.create().text("sub", username), ttl);
  }
}
