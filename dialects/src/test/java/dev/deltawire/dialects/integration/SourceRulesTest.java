package dev.deltawire.dialects.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.server.spi.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceRulesTest {

  private final SourceRules rules = new SourceRules(Set.of("https://deck.example", "null"));
  private final Map<String, List<String>> headers = new HashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
  void i02_peersOfThisMachine(String address) throws Exception {
    headers.put("host", List.of("localhost"));
    assertEquals(OptionalInt.empty(), refusalFrom(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.168.1.7", "10.0.0.1", "8.8.8.8", "fe80::1", "::ffff:10.0.0.1"})
  void i02_peersOfOtherMachinesWhateverTheyClaim(String address) throws Exception {
    headers.put("host", List.of("localhost"));
    assertEquals(OptionalInt.of(403), refusalFrom(address));
    headers.put("x-forwarded-for", List.of("127.0.0.1"));
    assertEquals(OptionalInt.of(403), refusalFrom(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:8080",
        "127.0.0.1",
        "127.0.0.1:51743",
        "[::1]",
        "[::1]:1",
        "localhost:"
      })
  void i03_hostsThatNameThisMachine(String host) throws Exception {
    assertEquals(OptionalInt.empty(), refusalOfHost(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "localhost.example.com",
        "127.0.0.1.example.com",
        "127.0.0.2",
        "::1",
        "[::2]",
        "evil@localhost",
        "localhost:80:80",
        "localhost/x",
        "localhost,localhost",
        "0.0.0.0",
        "127.1",
        "2130706433"
      })
  void i03_otherHostsAreReboundNames(String host) throws Exception {
    assertEquals(OptionalInt.of(403), refusalOfHost(host));
  }

  @Test
  void i03_aMissingOrRepeatedHostIsABadRequest() throws Exception {
    assertEquals(OptionalInt.of(400), refusalFrom("127.0.0.1"));
    headers.put("host", List.of("localhost", "localhost"));
    assertEquals(OptionalInt.of(400), refusalFrom("127.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"forwarded", "x-forwarded-for", "x-real-ip"})
  void i03_whatAProxyHasPassedOn(String header) throws Exception {
    headers.put(header, List.of("127.0.0.1"));
    assertEquals(OptionalInt.of(403), refusalOfHost("localhost"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "http://localhost:3000",
        "https://127.0.0.1:8443",
        "http://127.8.8.8",
        "http://[::1]:8080",
        "HTTP://LOCALHOST",
        "app://localhost",
        "https://deck.example",
        "null"
      })
  void i04_originsOfThisMachineAndListedOnes(String origin) throws Exception {
    headers.put("origin", List.of(origin));
    assertEquals(OptionalInt.empty(), refusalOfHost("localhost"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://localhost.evil.example",
        "https://127.0.0.1.evil.example",
        "https://deck.example:8443",
        "https://deck.example.evil",
        "http://deck.example",
        "http://localhost@evil.example",
        "http://evil.example#localhost",
        "localhost",
        "",
        "file://"
      })
  void i04_otherOrigins(String origin) throws Exception {
    headers.put("origin", List.of(origin));
    assertEquals(OptionalInt.of(403), refusalOfHost("localhost"));
    assertEquals(OptionalInt.empty(), SourceRules.refusal(request("127.0.0.1")));
  }

  @Test
  void i04_everyOneOfSeveralOriginsMustDo() throws Exception {
    headers.put("origin", List.of("http://localhost", "https://evil.example"));
    assertEquals(OptionalInt.of(403), refusalOfHost("localhost"));
  }

  private OptionalInt refusalOfHost(String host) throws UnknownHostException {
    headers.put("host", List.of(host));
    return refusalFrom("127.0.0.1");
  }

  private OptionalInt refusalFrom(String address) throws UnknownHostException {
    return rules.refusalOfUpgrade(request(address));
  }

  private HttpRequest request(String address) throws UnknownHostException {
    InetSocketAddress peer = new InetSocketAddress(InetAddress.getByName(address), 1);
    return new HttpRequest("GET", "/integration", Optional.empty(), headers, peer, new byte[0]);
  }
}
