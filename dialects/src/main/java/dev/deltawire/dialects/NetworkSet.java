package dev.deltawire.dialects;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A set of IPv4 and IPv6 networks. Immutable. */
public final class NetworkSet {

  /** Loopback, private and link-local addresses. */
  public static final NetworkSet LOCAL =
      of(
          List.of(
              "127.0.0.0/8",
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "169.254.0.0/16",
              "::1/128",
              "fc00::/7",
              "fe80::/10"));

  private final List<Network> networks;

  private NetworkSet(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * The networks in CIDR form, for instance {@code 10.0.0.0/8}; an address alone stands for itself.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public static NetworkSet of(List<String> cidrs) {
    return new NetworkSet(cidrs.stream().map(Network::parse).toList());
  }

  /** Whether one of the networks has this address; IPv4-mapped IPv6 counts as IPv4. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return networks.stream().anyMatch(network -> network.contains(bytes));
  }

  /** The addresses that share their first bits with a prefix. */
  private static final class Network {

    /** What a literal looks like; anything else would be looked up as a host name. */
    private static final Pattern LITERAL =
        Pattern.compile("\\d+(\\.\\d+){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private final byte[] prefix;
    private final int bits;

    Network(byte[] prefix, int bits) {
      this.prefix = prefix;
      this.bits = bits;
    }

    static Network parse(String cidr) {
      int slash = cidr.indexOf('/');
      byte[] prefix = address(slash < 0 ? cidr : cidr.substring(0, slash), cidr);
      int size = prefix.length * Byte.SIZE;
      int bits = slash < 0 ? size : bits(cidr.substring(slash + 1), cidr);
      if (bits < 0 || bits > size) {
        throw malformed(cidr);
      }
      return new Network(prefix, bits);
    }

    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      int mask = 0xFF00 >> bits % Byte.SIZE & 0xFF;
      return Arrays.equals(address, 0, whole, prefix, 0, whole)
          && (mask == 0 || ((address[whole] ^ prefix[whole]) & mask) == 0);
    }

    private static byte[] address(String literal, String cidr) {
      if (!LITERAL.matcher(literal).matches()) {
        throw malformed(cidr);
      }
      try {
        return InetAddress.getByName(literal).getAddress();
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(malformed(cidr).getMessage(), e);
      }
    }

    private static int bits(String text, String cidr) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(malformed(cidr).getMessage(), e);
      }
    }

    private static IllegalArgumentException malformed(String cidr) {
      return new IllegalArgumentException("not a network in CIDR form: " + cidr);
    }
  }
}
