package io.longshore.oci.registry;

import io.longshore.oci.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the credentials {@code docker login}, {@code podman login} or {@code skopeo login} left.
 *
 * <p>Trouble with a file or a helper does not stop a pull that needs no credentials: it is told
 * when access is refused.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-auth.json.5.md">containers-auth.json(5)</a>
 */
final class CredentialStore {
  private static final String DOCKER_HUB_SERVER = "https://index.docker.io/v1/";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final List<Path> files;
  private final Map<String, String> environment;

  /**
   * Helpers that were waited for in vain, which hundreds of images would do again, and the words.
   */
  private final Map<String, String> deaf = new ConcurrentHashMap<>();

  CredentialStore(List<Path> files, Map<String, String> environment) {
    this.files = List.copyOf(files);
    this.environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /**
   * @param trouble what kept a credential from being read, one sentence each, no secrets
   */
  record Found(Optional<Credential> credential, List<String> trouble) {}

  /** Looks for the most specific credential: first for the whole name, last for the host. */
  Found find(Repository repository) {
    List<String> trouble = new ArrayList<>();
    Optional<Credential> credential = ofApptainer(repository);
    for (Path file : files) {
      if (credential.isPresent()) {
        break;
      }
      credential = inFile(file, repository, trouble);
    }
    return new Found(credential, List.copyOf(trouble));
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

  private Optional<Credential> inFile(Path file, Repository repository, List<String> trouble) {
    JsonNode root;
    try {
      root = MAPPER.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      trouble.add(file + " cannot be read");
      return Optional.empty();
    } catch (JacksonException e) {
      trouble.add(file + " is not valid JSON");
      return Optional.empty();
    }
    Optional<Credential> credential =
        atKey(root.path("credHelpers"), repository.registry())
            .flatMap(helper -> fromHelper(helper.asString(""), repository, trouble));
    for (String key = repository.toString();
        credential.isEmpty() && !key.isEmpty();
        key = key.substring(0, Math.max(0, key.lastIndexOf('/')))) {
      credential =
          atKey(root.path("auths"), key)
              .flatMap(entry -> inline(entry, file + ", entry " + repository.registry(), trouble));
    }
    if (credential.isEmpty() && root.path("credsStore").isString()) {
      credential = fromHelper(root.path("credsStore").stringValue(), repository, trouble);
    }
    return credential;
  }

  private static Optional<JsonNode> atKey(JsonNode object, String key) {
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      if (normalKey(property.getKey()).equals(key)) {
        return Optional.of(property.getValue());
      }
    }
    return Optional.empty();
  }

  /** Docker writes whole URLs, {@code https://host/v1/}; others write host and path only. */
  private static String normalKey(String key) {
    String name = key.replaceFirst("^https?://", "").replaceFirst("(/v[12])?/*$", "");
    int slash = name.indexOf('/');
    String host = slash < 0 ? name : name.substring(0, slash);
    return switch (host) {
      case "index.docker.io", "registry-1.docker.io" ->
          Repository.DOCKER_HUB + name.substring(host.length());
      default -> name;
    };
  }

  private static Optional<Credential> inline(JsonNode entry, String place, List<String> trouble) {
    String identityToken = entry.path("identitytoken").asString("");
    if (!identityToken.isEmpty()) {
      return Optional.of(new Credential.IdentityToken(identityToken));
    }
    String encoded = entry.path("auth").asString("");
    if (encoded.isEmpty()) {
      return Optional.empty();
    }
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        String password = pair.substring(colon + 1).replaceFirst("\0+$", "");
        return Optional.of(new Credential.UsernamePassword(pair.substring(0, colon), password));
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the text that could not be decoded.
    }
    trouble.add(place + " has no usable user name and password");
    return Optional.empty();
  }

  private Optional<Credential> fromHelper(
      String name, Repository repository, List<String> trouble) {
    boolean hub = repository.registry().equals(Repository.DOCKER_HUB);
    if (deaf.containsKey(name)) {
      trouble.add(deaf.get(name));
      return Optional.empty();
    }
    try {
      return new CredentialHelper(name, environment)
          .get(hub ? DOCKER_HUB_SERVER : repository.registry());
    } catch (IllegalArgumentException e) {
      trouble.add(e.getMessage());
    } catch (IOException e) {
      String failure = "docker-credential-" + name + " failed: " + e.getMessage();
      if (e instanceof TransportException.TimedOut) {
        deaf.put(name, failure);
      }
      trouble.add(failure);
    }
    return Optional.empty();
  }
}
