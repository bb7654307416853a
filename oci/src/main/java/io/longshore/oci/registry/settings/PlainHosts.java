package io.longshore.oci.registry.settings;

import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The insecure registries that are known to use plain HTTP, so that this need not be found out:
 * hosts with a port, or without one for all ports. Being listed here does not make a registry
 * insecure.
 */
public record PlainHosts(List<String> hosts) {
  static final String VARIABLE = "LONGSHORE_PLAIN_HTTP";

  public PlainHosts {
    hosts = List.copyOf(hosts);
  }

  public static PlainHosts of(Map<String, String> environment) {
    return new PlainHosts(
        Arrays.stream(environment.getOrDefault(VARIABLE, "").split(","))
            .map(host -> Repository.canonicalRegistry(host.strip()))
            .filter(host -> !host.isEmpty())
            .toList());
  }

  Endpoint settle(Endpoint endpoint) {
    String host = endpoint.repository().registry();
    boolean plain = hosts.contains(host) || hosts.contains(host.replaceFirst(":[0-9]+$", ""));
    return plain && endpoint.security() == Security.UNSETTLED
        ? endpoint.with(Security.NONE)
        : endpoint;
  }
}
