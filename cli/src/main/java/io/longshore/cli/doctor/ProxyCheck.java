package io.longshore.cli.doctor;

import io.longshore.ground.FailureException;
import io.longshore.oci.registry.proxy.ProxyServer;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows the proxies in the environment, without the user names and passwords in them. */
record ProxyCheck(Map<String, String> environment) implements HealthCheck {
  @Override
  public String name() {
    return "proxies";
  }

  @Override
  public List<Diagnosis> examine() {
    List<Diagnosis> found = new ArrayList<>();
    for (String name : List.of("HTTPS_PROXY", "HTTP_PROXY")) {
      try {
        ProxyServer.of(name, environment)
            .ifPresent(server -> found.add(Diagnosis.ok(shown(server))));
      } catch (FailureException e) {
        found.add(Diagnosis.problem(e.subject() + " " + e.problem(), e.next()));
      }
    }
    ProxyServer.variable("NO_PROXY", environment)
        .ifPresent(name -> found.add(Diagnosis.ok(name + " " + environment.get(name))));
    return found.isEmpty() ? List.of(Diagnosis.ok("none")) : found;
  }

  private static String shown(ProxyServer server) {
    return server.variable()
        + " "
        + server.address()
        + (server.type() == Proxy.Type.SOCKS ? ", SOCKS" : "")
        + (server.login().isPresent() ? ", with a login" : "");
  }
}
