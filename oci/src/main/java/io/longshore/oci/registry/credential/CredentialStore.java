package io.longshore.oci.registry.credential;

import io.longshore.oci.Repository;
import io.longshore.oci.registry.login.Credential;
import io.longshore.oci.registry.settings.ConfigurationFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the credentials that {@code docker login}, {@code podman login}, {@code skopeo login} or
 * {@code apptainer registry login} left.
 *
 * <p>Trouble with a file or a helper does not stop a pull that needs no credentials: it is told
 * when access is refused.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-auth.json.5.md">containers-auth.json(5)</a>
 */
public final class CredentialStore {
  private final List<ConfigurationFiles.CredentialsFile> files;
  private final Map<String, String> environment;
  private final CredentialHelpers helpers;

  public CredentialStore(
      List<ConfigurationFiles.CredentialsFile> files, Map<String, String> environment) {
    this.files = List.copyOf(files);
    this.environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    this.helpers = new CredentialHelpers(environment);
  }

  /**
   * @param trouble what kept a credential from being read, one sentence each, no secrets
   * @param withheldFrom the token server that was not shown it, as it would be sent there in clear
   */
  public record Found(
      Optional<Credential> credential, List<String> trouble, Optional<String> withheldFrom) {
    public Found {
      trouble = List.copyOf(trouble);
    }

    public Found withheldFrom(Optional<String> tokenServer) {
      return new Found(credential, trouble, tokenServer);
    }
  }

  /** Looks for the most specific credential: first for the whole name, last for the host. */
  public Found find(Repository repository) {
    List<String> trouble = new ArrayList<>();
    Optional<Credential> credential = ofApptainer(repository);
    for (ConfigurationFiles.CredentialsFile file : files) {
      if (credential.isPresent()) {
        break;
      }
      credential =
          CredentialFile.read(file, helpers, trouble).flatMap(read -> read.find(repository));
    }
    return new Found(credential, trouble, Optional.empty());
  }

  /**
   * The variables name no registry. Only Docker Hub gets to see them: a recipe somebody else wrote
   * must not be able to send them elsewhere.
   */
  private Optional<Credential> ofApptainer(Repository repository) {
    if (!repository.registry().equals(Repository.DOCKER_HUB)) {
      return Optional.empty();
    }
    for (String program : List.of("APPTAINER", "SINGULARITY")) {
      String username = environment.get(program + "_DOCKER_USERNAME");
      String password = environment.get(program + "_DOCKER_PASSWORD");
      if (username != null && password != null) {
        return Optional.of(new Credential.UsernamePassword(username, password));
      }
    }
    return Optional.empty();
  }
}
