package io.longshore.oci.registry.credential;

import static tools.jackson.databind.node.JsonNodeType.MISSING;
import static tools.jackson.databind.node.JsonNodeType.NULL;
import static tools.jackson.databind.node.JsonNodeType.OBJECT;

import io.longshore.oci.Repository;
import io.longshore.oci.registry.login.Credential;
import io.longshore.oci.registry.settings.AnyCase;
import io.longshore.oci.registry.settings.ConfigurationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of credentials.
 *
 * @param trouble receives why a credential could not be read, one sentence for each, without
 *     secrets
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-auth.json.5.md">containers-auth.json(5)</a>
 */
record CredentialFile(Path path, JsonNode root, CredentialHelpers helpers, List<String> trouble) {
  private static final String DOCKER_HUB_SERVER = "https://index.docker.io/v1/";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * Reads a file; empty if it does not exist or cannot be read, which {@code trouble} then says.
   */
  static Optional<CredentialFile> read(
      ConfigurationFiles.CredentialsFile file, CredentialHelpers helpers, List<String> trouble) {
    try {
      JsonNode root = MAPPER.readTree(Files.readAllBytes(file.path()));
      for (String field : List.of("auths", "credHelpers")) {
        if (!List.of(OBJECT, NULL, MISSING).contains(AnyCase.at(root, field).getNodeType())) {
          trouble.add(file.path() + ": '" + field + "' is no object");
        }
      }
      return Optional.of(
          new CredentialFile(
              file.path(),
              file.legacy() ? MAPPER.createObjectNode().set("auths", root) : root,
              helpers,
              trouble));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      trouble.add(file.path() + " cannot be read");
    } catch (JacksonException e) {
      trouble.add(file.path() + " is not valid JSON");
    }
    return Optional.empty();
  }

  /**
   * Finds a credential in this order: the helper that is set for this registry; the entry for the
   * longest prefix of the name; the helper that is set for all registries.
   */
  Optional<Credential> find(Repository repository) {
    Optional<Map.Entry<String, JsonNode>> ofRegistry = at("credHelpers", repository.registry());
    if (ofRegistry.isPresent()) {
      String helper = ofRegistry.get().getValue().asString("");
      return fromHelper(helper, names(repository, ofRegistry.map(Map.Entry::getKey)));
    }
    for (String name = repository.toString();
        !name.isEmpty();
        name = name.substring(0, Math.max(0, name.lastIndexOf('/')))) {
      Optional<Credential> credential = at("auths", name).flatMap(this::inline);
      if (credential.isPresent()) {
        return credential;
      }
    }
    JsonNode forAll = AnyCase.at(root, "credsStore");
    return forAll.isString()
        ? fromHelper(forAll.stringValue(), names(repository, Optional.empty()))
        : Optional.empty();
  }

  /**
   * The names that this repository's registry may have in the stores of helpers, the most likely
   * first.
   */
  private static Set<String> names(Repository repository, Optional<String> asWritten) {
    Set<String> names = new LinkedHashSet<>();
    asWritten.ifPresent(names::add);
    if (repository.registry().equals(Repository.DOCKER_HUB)) {
      names.add(DOCKER_HUB_SERVER);
    }
    names.add(repository.registry());
    return names;
  }

  private Optional<Map.Entry<String, JsonNode>> at(String field, String name) {
    JsonNode object = AnyCase.at(root, field);
    List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(object.properties());
    Stream<Map.Entry<String, JsonNode>> exact =
        entries.stream().filter(entry -> entry.getKey().equals(name));
    Stream<Map.Entry<String, JsonNode>> alike =
        entries.stream().filter(entry -> normalKey(entry.getKey()).equals(name));
    return Stream.concat(exact, alike).findFirst();
  }

  /** Docker writes URLs, of which only the host matters; other tools write host and path. */
  private static String normalKey(String key) {
    String name = key.replaceFirst("^https?://", "");
    boolean url = name.length() < key.length();
    int slash = name.indexOf('/');
    String host = slash < 0 ? name : name.substring(0, slash);
    String path = url ? "" : name.substring(host.length()).replaceFirst("(/v[12])?/*$", "");
    return Repository.canonicalRegistry(host) + path;
  }

  private Optional<Credential> inline(Map.Entry<String, JsonNode> entry) {
    try {
      return new CredentialEntry(entry.getValue()).credential();
    } catch (IllegalArgumentException e) {
      trouble.add(
          path
              + ", entry "
              + entry.getKey()
              + " has no usable user name and password: "
              + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Credential> fromHelper(String helper, Set<String> names) {
    try {
      for (String name : names) {
        Optional<Credential> credential = helpers.ask(helper, name);
        if (credential.isPresent()) {
          return credential;
        }
      }
    } catch (IllegalArgumentException e) {
      trouble.add(e.getMessage());
    } catch (IOException e) {
      trouble.add("docker-credential-" + helper + " failed: " + e.getMessage());
    }
    return Optional.empty();
  }
}
