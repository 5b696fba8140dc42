package dev.deltawire.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The token in the query (X-54)")
class QueryTokenTest {

  @ParameterizedTest
  @CsvSource({
    "token=abc, abc",
    "a=1&token=abc&b=2, abc",
    "token=a+b, a+b",
    "token=a%2Bb, a+b",
    "token=%2541, %41",
    "token=%c3%A4, ä",
    "token=a=b, a=b",
    "%74oken=abc, abc",
    "Token=x&token=abc, abc",
    "x=%zz&token=abc, abc"
  })
  void x54_isDecodedOnce(String query, String token) {
    assertEquals(Optional.of(token), QueryToken.of(query));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a=1",
        "Token=abc",
        "token",
        "token=",
        "token=a&token=a",
        "token=a&token=",
        "token=a&%74oken=b",
        "token=%",
        "token=%4",
        "token=%4x",
        "token=%ff",
        "token=%c3",
        "token=%ed%a0%80",
        "token=ä"
      })
  void x54_countsAsMissing(String query) {
    assertEquals(Optional.empty(), QueryToken.of(query));
  }

  @Test
  void x54_isAtMost8192Bytes() {
    String longest = "a".repeat(8192);

    assertEquals(Optional.of(longest), QueryToken.of("token=" + longest));
    assertEquals(Optional.empty(), QueryToken.of("token=a" + longest));
    assertEquals(Optional.empty(), QueryToken.of("token=" + "%c3%a4".repeat(4097)));
  }
}
