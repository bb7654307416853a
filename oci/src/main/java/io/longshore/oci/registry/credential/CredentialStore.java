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
 * Finds the credentials stored by {@code docker login}, {@code podman login}, {@code skopeo login}
 * or {@code apptainer registry login}.
 *
 * <p>A failing file or helper does not stop a pull that needs no credentials. It is reported if
 * access is refused.
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
   * @param trouble why a credential could not be read, one sentence for each, without secrets
   * @param withheldFrom the token server that did not get the credential, because it would have
   *     been sent unencrypted
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
   * The variables do not name a registry. They are sent to Docker Hub only, since a stranger's
   * recipe must not be able to send them elsewhere.
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
