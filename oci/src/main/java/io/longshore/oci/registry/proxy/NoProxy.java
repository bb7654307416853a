package io.longshore.oci.registry.proxy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;

/**
 * The hosts of {@code NO_PROXY}: a name stands for itself and all names below it, {@code .domain}
 * only for the names below it; addresses; address ranges such as {@code 10.0.0.0/8}. Each may have
 * a {@code :port} and then stands for this port only. {@code *} stands for all hosts.
 */
final class NoProxy {
  private final List<String> entries;

  private NoProxy(List<String> entries) {
    this.entries = entries;
  }

  static NoProxy parse(String value) {
    return new NoProxy(
        Arrays.stream(value.toLowerCase(Locale.ROOT).split("[,\\s]+"))
            .filter(entry -> !entry.isEmpty())
            .toList());
  }

  boolean covers(HttpUrl url) {
    String host = url.host();
    if (host.equals("localhost") || (isAddress(host) && address(host).isLoopbackAddress())) {
      return true;
    }
    return entries.stream().anyMatch(entry -> matches(entry, host, url.port()));
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    int slash = entry.indexOf('/');
    if (slash > 0) {
      return isAddress(host)
          && inRange(host, entry.substring(0, slash), entry.substring(slash + 1));
    }
    String name = entry;
    int colon = entry.lastIndexOf(':');
    if (colon > 0 && entry.indexOf(':') == colon) {
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    if (name.startsWith("*.")) {
      name = name.substring(1);
    }
    return name.startsWith(".")
        ? host.endsWith(name)
        : host.equals(name) || host.endsWith("." + name);
  }

  private static boolean inRange(String host, String network, String bits) {
    if (!isAddress(network) || !bits.matches("[0-9]{1,3}")) {
      return false;
    }
    byte[] one = address(host).getAddress();
    byte[] other = address(network).getAddress();
    int ignored = other.length * 8 - Integer.parseInt(bits);
    return one.length == other.length
        && ignored >= 0
        && new BigInteger(1, one)
            .shiftRight(ignored)
            .equals(new BigInteger(1, other).shiftRight(ignored));
  }

  private static boolean isAddress(String host) {
    if (!host.matches("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")) {
      return false;
    }
    try {
      address(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }
}
