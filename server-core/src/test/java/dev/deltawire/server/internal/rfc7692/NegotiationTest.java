package dev.deltawire.server.internal.rfc7692;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.server.internal.rfc6455.ExtensionOffer;
import dev.deltawire.server.spi.Compression;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {

  private static final String NAME = "permessage-deflate";
  private static final String ALWAYS = NAME + "; server_no_context_takeover";
  private static final String SHARED = ALWAYS + "; client_no_context_takeover";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          permessage-deflate |
          permessage-deflate; client_no_context_takeover |
          permessage-deflate; server_no_context_takeover |
          permessage-deflate; client_max_window_bits |
          permessage-deflate ; client_max_window_bits = "12" | ; client_max_window_bits=12
          permessage-deflate; client_max_window_bits=8 | ; client_max_window_bits=8
          permessage-deflate; server_max_window_bits=15 | ; server_max_window_bits=15
          permessage-deflate; server_max_window_bits="1\\5"; x=1, permessage-deflate |
          permessage-deflate; server_max_window_bits=10, permessage-deflate |
          x-webkit-deflate-frame, ,permessage-deflate;client_max_window_bits,bogus;a="b" |
          """)
  @DisplayName("RFC 7692 §7.1: the first acceptable offer is answered")
  void accepted(String offers, String added) {
    Optional<Compression> answer = choose(false, offers);
    assertEquals(
        Optional.of(new Compression(SHARED + (added == null ? "" : added), false)), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x-webkit-deflate-frame",
        "permessage-bzip2",
        "permessage-deflate; unknown",
        "permessage-deflate; unknown=1",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
        "permessage-deflate; client_no_context_takeover=true",
        "permessage-deflate; server_no_context_takeover=15",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=14",
        "permessage-deflate; server_max_window_bits=8",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=015",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=08",
        "permessage-deflate; client_max_window_bits=+9",
        "permessage-deflate; client_max_window_bits=ten"
      })
  @DisplayName(
      "RFC 7692 §7.1: an offer that breaks a rule, or asks for a smaller window, is declined")
  void declined(String offer) {
    assertEquals(Optional.empty(), choose(false, offer));
    assertEquals(SHARED, choose(false, offer, NAME).orElseThrow().answer());
  }

  @Test
  @DisplayName(
      "RFC 7692 §7.1.1.2: a client keeps its context where that is allowed and not renounced")
  void takeover() {
    assertEquals(Optional.of(new Compression(ALWAYS, true)), choose(true, NAME));
    assertEquals(
        Optional.of(new Compression(SHARED, false)),
        choose(true, NAME + "; client_no_context_takeover"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate;",
        "permessage-deflate; =1",
        "permessage-deflate; a=",
        "permessage-deflate; a=\"\"",
        "permessage-deflate; a=\"b",
        "permessage-deflate; a=\"b\\",
        "permessage-deflate; a=\"b c\"",
        "permessage-deflate a",
        "permessage-deflate; a=b c",
        "a/b",
        "; a",
        "é"
      })
  @DisplayName("RFC 6455 §9.1: what is no list of extensions")
  void malformed(String line) {
    assertEquals(Optional.empty(), ExtensionOffer.parse(List.of(NAME, line)));
  }

  private static Optional<Compression> choose(boolean takeover, String... lines) {
    return Negotiation.choose(ExtensionOffer.parse(List.of(lines)).orElseThrow(), takeover);
  }
}
