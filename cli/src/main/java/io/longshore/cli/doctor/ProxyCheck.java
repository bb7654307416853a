package io.longshore.cli.doctor;

import io.longshore.oci.NextStep;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Proxies as the environment names them, without the user and password they may hold. */
record ProxyCheck(Map<String, String> environment) implements HealthCheck {
  @Override
  public String name() {
    return "proxies";
  }

  @Override
  public List<Diagnosis> examine() {
    List<Diagnosis> found = new ArrayList<>();
    for (String name : List.of("HTTPS_PROXY", "HTTP_PROXY")) {
      value(name).ifPresent(value -> found.add(diagnose(name, value)));
    }
    value("NO_PROXY").ifPresent(value -> found.add(Diagnosis.ok("NO_PROXY " + value)));
    return found.isEmpty() ? List.of(Diagnosis.ok("none")) : found;
  }

  private static Diagnosis diagnose(String name, String value) {
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String login = uri.getRawUserInfo() == null ? "" : ", with a login";
        return Diagnosis.ok(name + " " + uri.getHost() + port + login);
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the text: it may hold a password.
    }
    return Diagnosis.problem(
        name + " is not the address of an HTTP proxy",
        NextStep.of("export {}=http://proxy.example:3128, or unset it", name));
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(text -> !text.isBlank());
  }
}
