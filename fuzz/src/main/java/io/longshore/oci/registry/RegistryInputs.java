package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Security;
import io.longshore.oci.registry.credential.CredentialStore;
import io.longshore.oci.registry.login.Challenge;
import io.longshore.oci.registry.login.TokenRequest;
import io.longshore.oci.registry.settings.ConfigurationFiles;
import io.longshore.oci.registry.settings.PlainHosts;
import io.longshore.oci.registry.settings.RegistriesConf;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the fuzzer access to package-private readers. */
public final class RegistryInputs {
  private static final Repository REPOSITORY = new Repository("a.io", "lab/tool");

  private RegistryInputs() {}

  /**
   * The token servers in a header {@code WWW-Authenticate}, with the parameters of a GET request.
   */
  public static List<URI> tokenServers(String header) {
    List<URI> asked = new ArrayList<>();
    for (Challenge challenge : Challenge.parse(List.of(header))) {
      Endpoint endpoint = new Endpoint(Security.TLS, REPOSITORY, false);
      TokenRequest.of(challenge, endpoint).ifPresent(request -> asked.add(request.uri()));
      TokenRequest.of(challenge.forAnyRepository(), endpoint)
          .ifPresent(request -> asked.add(request.uri()));
    }
    return asked;
  }

  /** The endpoints that these settings give for a manifest, the registry last. */
  public static List<URI> places(Path registriesConf, Reference reference) throws FailureException {
    RegistriesConf settings =
        RegistriesConf.load(
            new ConfigurationFiles.RegistriesFiles(Optional.of(registriesConf), List.of()),
            PlainHosts.of(Map.of()));
    List<URI> places = new ArrayList<>();
    for (Endpoint endpoint :
        settings.endpoints(reference.repository(), reference.toString(), true)) {
      places.add(endpoint.with(Security.TLS).manifest(reference.manifestName()));
    }
    return places;
  }

  /** Why a login could not be read. The path has no program that could be a helper. */
  public static List<String> troubleWithLogin(Path file, Reference reference) {
    return new CredentialStore(
            List.of(
                new ConfigurationFiles.CredentialsFile(file, false),
                new ConfigurationFiles.CredentialsFile(file, true)),
            Map.of())
        .find(reference.repository())
        .trouble();
  }
}
