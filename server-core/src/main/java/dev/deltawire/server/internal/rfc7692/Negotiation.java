package dev.deltawire.server.internal.rfc7692;

import dev.deltawire.server.internal.rfc6455.ExtensionOffer;
import dev.deltawire.server.internal.rfc6455.ExtensionOffer.Parameter;
import dev.deltawire.server.spi.Compression;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The server's choice among the offers of permessage-deflate (RFC 7692 §5, §7.1). */
public final class Negotiation {

  private static final String NAME = "permessage-deflate";
  private static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";
  private static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";
  private static final String SERVER_WINDOW = "server_max_window_bits";
  private static final String CLIENT_WINDOW = "client_max_window_bits";

  /** RFC 7692 §7.1.2: 8 to 15 without leading zeros. */
  private static final Pattern WINDOW_BITS = Pattern.compile("[89]|1[0-5]");

  /** The one window that {@link java.util.zip.Deflater} has. */
  private static final String LARGEST_WINDOW = "15";

  private Negotiation() {}

  /**
   * The answer to the first offer that can be accepted; empty where there is none.
   *
   * @param clientTakeover whether a client that does not renounce it may take its context over
   */
  public static Optional<Compression> choose(List<ExtensionOffer> offers, boolean clientTakeover) {
    return offers.stream()
        .filter(Negotiation::acceptable)
        .findFirst()
        .map(offer -> answer(offer, clientTakeover));
  }

  /** RFC 7692 §7.1: what it says of parameters is all met, and the server can do it. */
  private static boolean acceptable(ExtensionOffer offer) {
    Set<String> seen = new HashSet<>();
    return offer.name().equals(NAME)
        && offer.parameters().stream().allMatch(p -> seen.add(p.name()) && acceptable(p));
  }

  private static boolean acceptable(Parameter parameter) {
    Optional<String> value = parameter.value();
    return switch (parameter.name()) {
      case SERVER_NO_TAKEOVER, CLIENT_NO_TAKEOVER -> value.isEmpty(); // §7.1.1
      case SERVER_WINDOW -> value.filter(LARGEST_WINDOW::equals).isPresent(); // §7.1.2.1
      case CLIENT_WINDOW -> value.isEmpty() || isWindow(value.get()); // §7.1.2.2
      default -> false;
    };
  }

  private static boolean isWindow(String value) {
    return WINDOW_BITS.matcher(value).matches();
  }

  private static Compression answer(ExtensionOffer offer, boolean clientTakeover) {
    StringBuilder answer = new StringBuilder(NAME).append("; ").append(SERVER_NO_TAKEOVER);
    boolean keeps = clientTakeover && parameter(offer, CLIENT_NO_TAKEOVER).isEmpty();
    if (!keeps) {
      answer.append("; ").append(CLIENT_NO_TAKEOVER); // §7.1.1.2: may be unasked
    }
    for (String window : List.of(SERVER_WINDOW, CLIENT_WINDOW)) { // §7.1.2: only if offered
      parameter(offer, window)
          .flatMap(Parameter::value)
          .ifPresent(bits -> answer.append("; ").append(window).append('=').append(bits));
    }
    return new Compression(answer.toString(), keeps);
  }

  private static Optional<Parameter> parameter(ExtensionOffer offer, String name) {
    return offer.parameters().stream().filter(p -> p.name().equals(name)).findFirst();
  }
}
