package dev.deltawire.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSetTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "10.255.0.1, true",
    "172.15.255.255, false",
    "172.16.0.0, true",
    "172.31.255.255, true",
    "172.32.0.0, false",
    "192.168.7.7, true",
    "192.169.0.0, false",
    "169.254.1.1, true",
    "203.0.113.9, false",
    "::1, true",
    "::2, false",
    "fd00::1, true",
    "fe80::1, true",
    "febf::1, true",
    "fec0::1, false",
    "2001:db8::1, false",
    "::ffff:127.0.0.1, true",
    "::ffff:203.0.113.9, false"
  })
  void h05_localNetworksAreLoopbackPrivateAndLinkLocal(String address, boolean local)
      throws UnknownHostException {
    assertEquals(local, NetworkSet.LOCAL.contains(InetAddress.getByName(address)));
  }

  @Test
  void anAddressAloneStandsForItselfAndNoBitsForAll() throws UnknownHostException {
    NetworkSet one = NetworkSet.of(List.of("203.0.113.9"));
    assertTrue(one.contains(InetAddress.getByName("203.0.113.9")));
    assertEquals(false, one.contains(InetAddress.getByName("203.0.113.8")));
    assertTrue(NetworkSet.of(List.of("0.0.0.0/0")).contains(InetAddress.getByName("8.8.8.8")));
    assertEquals(
        false, NetworkSet.of(List.of("0.0.0.0/0")).contains(InetAddress.getByName("2001:db8::1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "10.0.0/8",
        "localhost",
        "abc",
        "fe80:::1/10",
        "300.0.0.1",
        "10.0.0.0/8/8"
      })
  void malformedNetworksAreRefused(String cidr) {
    assertThrows(IllegalArgumentException.class, () -> NetworkSet.of(List.of(cidr)));
  }
}
