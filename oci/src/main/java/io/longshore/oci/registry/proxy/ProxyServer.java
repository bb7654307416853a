package io.longshore.oci.registry.proxy;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.registry.login.Credential;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy as a variable of the environment names it: {@code
 * [SCHEME://][USER[:PASSWORD]@]HOST[:PORT]}. The scheme is {@code http} if there is none; with
 * {@code socks5} and {@code socks5h} the proxy looks up host names, as in Go. The text before the
 * last {@code @} is the login; percent-encoding is decoded where it is valid, and other characters
 * stand for themselves.
 *
 * @param variable the variable that names the proxy, such as {@code HTTPS_PROXY}
 * @param port 1 to 65535
 */
public record ProxyServer(
    String variable, Proxy.Type type, String host, int port, Optional<Login> login) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://)?(?:(?<login>.*)@)?"
              + "(?<host>\\[[0-9a-fA-F:.]+\\]|[a-zA-Z0-9._-]+)(?::(?<port>[0-9]{1,5}))?/?");
  private static final int PORT_OF_SOCKS = 1080;
  private static final int PORT_OF_HTTP = 80;
  private static final int LARGEST_PORT = 65535;

  /** A login. Its text form shows neither name nor password. */
  public record Login(String username, String password) {
    @Override
    public String toString() {
      return "Login[secret]";
    }

    String basicAuthorization() {
      return new Credential.UsernamePassword(username, password).basicAuthorization();
    }
  }

  /**
   * The proxy of {@code name} or of its lower case form; empty if both are absent or empty.
   *
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED} if the variable is invalid;
   *     the message names the variable and does not quote its value
   */
  public static Optional<ProxyServer> of(String name, Map<String, String> environment)
      throws FailureException {
    Optional<String> variable = variable(name, environment);
    return variable.isPresent()
        ? Optional.of(parse(variable.get(), environment.get(variable.get()).strip()))
        : Optional.empty();
  }

  /** The value of {@code name}, or else of its lower case form, if it is set and not empty. */
  public static Optional<String> variable(String name, Map<String, String> environment) {
    return Optional.of(name)
        .filter(key -> !environment.getOrDefault(key, "").isBlank())
        .or(
            () ->
                Optional.of(name.toLowerCase(Locale.ROOT))
                    .filter(key -> !environment.getOrDefault(key, "").isBlank()));
  }

  private static ProxyServer parse(String variable, String value) throws FailureException {
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      throw unusable(variable, "is not the address of a proxy");
    }
    String scheme =
        Optional.ofNullable(form.group("scheme")).orElse("http").toLowerCase(Locale.ROOT);
    Proxy.Type type =
        switch (scheme) {
          case "http" -> Proxy.Type.HTTP;
          case "socks5", "socks5h" -> Proxy.Type.SOCKS;
          default ->
              throw unusable(
                  variable, "names a proxy of the kind " + scheme + ":, which cannot be used");
        };
    OptionalInt port = port(form.group("port"), type);
    if (port.isEmpty()) {
      throw unusable(variable, "has a port that does not exist");
    }
    return new ProxyServer(
        variable,
        type,
        form.group("host"),
        port.getAsInt(),
        Optional.ofNullable(form.group("login")).map(ProxyServer::login));
  }

  private static OptionalInt port(String digits, Proxy.Type type) {
    if (digits == null) {
      return OptionalInt.of(type == Proxy.Type.SOCKS ? PORT_OF_SOCKS : PORT_OF_HTTP);
    }
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= LARGEST_PORT ? OptionalInt.of(port) : OptionalInt.empty();
  }

  private static Login login(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new Login(decode(text), "")
        : new Login(decode(text.substring(0, colon)), decode(text.substring(colon + 1)));
  }

  // A percent sign that begins no pair of hexadecimal digits stands for itself.
  private static String decode(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[encoded.length];
    int length = 0;
    for (int i = 0; i < encoded.length; i++) {
      boolean isPair =
          encoded[i] == '%'
              && i + 2 < encoded.length
              && HexFormat.isHexDigit(encoded[i + 1])
              && HexFormat.isHexDigit(encoded[i + 2]);
      if (isPair) {
        decoded[length++] =
            (byte)
                (HexFormat.fromHexDigit(encoded[i + 1]) << 4
                    | HexFormat.fromHexDigit(encoded[i + 2]));
        i += 2;
      } else {
        decoded[length++] = encoded[i];
      }
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  public Proxy asProxy() {
    return new Proxy(type, InetSocketAddress.createUnresolved(bareHost(), port));
  }

  /** The host; an IPv6 address without its brackets. */
  String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether the proxy is a SOCKS proxy, which passes bytes on and does not see requests. */
  public boolean isSocks() {
    return type == Proxy.Type.SOCKS;
  }

  /** Host and port, without the login. */
  public String address() {
    return host + ":" + port;
  }

  private static FailureException unusable(String variable, String problem) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        variable,
        problem,
        NextStep.of(
            "set it as in {}=http://proxy.example:3128 or {}=socks5h://proxy.example:1080,"
                + " or unset it",
            variable,
            variable));
  }
}
