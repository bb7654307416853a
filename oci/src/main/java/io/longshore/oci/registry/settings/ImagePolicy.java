package io.longshore.oci.registry.settings;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The policy of the user or the administrator that decides which images are accepted. Rejected
 * images are not fetched. Images that have to be signed are not fetched either, because Longshore
 * does not check signatures.
 *
 * @param file the policy; without one every image is accepted
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-policy.json.5.md">containers-policy.json(5)</a>
 */
public record ImagePolicy(Optional<Path> file) {
  private static final Set<String> OF_SIGNATURES =
      Set.of("signedBy", "signedBaseLayer", "sigstoreSigned");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED} if the image is not accepted,
   *     {@link FailureKind#MALFORMED} if the file cannot be understood
   */
  public void check(Reference reference) throws FailureException {
    if (file.isEmpty()) {
      return;
    }
    JsonNode root = parse();
    JsonNode docker = root.path("transports").path("docker");
    String scope = "";
    JsonNode requirements = root.path("default");
    for (String candidate : scopes(reference)) {
      if (docker.has(candidate)) {
        scope = candidate;
        requirements = docker.path(candidate);
        break;
      }
    }
    if (!requirements.isArray() || requirements.isEmpty()) {
      throw malformed("the requirements for " + reference + " are no list of at least one", null);
    }
    for (JsonNode requirement : requirements) {
      check(requirement, scope.isEmpty() ? "its default" : "its scope " + scope, reference);
    }
  }

  private void check(JsonNode requirement, String scope, Reference reference)
      throws FailureException {
    String type = requirement.path("type").asString("");
    if (OF_SIGNATURES.contains(type)) {
      throw refused(
          reference,
          "needs a signature (%s) by %s (%s), and Longshore checks none"
              .formatted(type, path(), scope),
          NextStep.of(
              "have a program that checks signatures fetch it, and add the layout: skopeo copy"
                  + " docker://{} oci:FOLDER",
              reference.toString()));
    }
    if (type.equals("reject")) {
      throw refused(
          reference,
          "is rejected by " + path() + " (" + scope + ")",
          NextStep.of(
              "name an image that it accepts; who keeps {} decides about this one",
              path().toString()));
    }
    if (!type.equals("insecureAcceptAnything")) {
      throw malformed("'" + type + "' is no type of a requirement", null);
    }
  }

  /**
   * The scopes of the transport {@code docker}, in the order of decreasing precedence: the image,
   * its repository, the namespaces of the repository, the host, the domains of the host, and all.
   */
  private static List<String> scopes(Reference reference) {
    List<String> scopes = new ArrayList<>();
    String repository = reference.repository().toString();
    reference.digest().ifPresent(digest -> scopes.add(repository + "@" + digest));
    reference.tag().ifPresent(tag -> scopes.add(repository + ":" + tag));
    for (int end = repository.length(); end > 0; end = repository.lastIndexOf('/', end - 1)) {
      scopes.add(repository.substring(0, end));
    }
    String host = reference.repository().registry().replaceFirst(":[0-9]+$", "");
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      scopes.add("*" + host.substring(dot));
    }
    scopes.add("");
    return scopes;
  }

  private JsonNode parse() throws FailureException {
    try {
      JsonNode root = MAPPER.readTree(Files.readAllBytes(path()));
      for (String field : root.propertyNames()) {
        if (!Set.of("default", "transports").contains(field)) {
          throw malformed("'" + field + "' is nothing that a policy says", null);
        }
      }
      if (!root.has("default")) {
        throw malformed("it has no 'default'", null);
      }
      return root;
    } catch (JacksonException e) {
      throw malformed("it is not valid JSON", e);
    } catch (FailureException e) {
      throw e;
    } catch (IOException e) {
      throw malformed("it cannot be read", e);
    }
  }

  private Path path() {
    return file.orElseThrow();
  }

  private static FailureException refused(Reference reference, String problem, NextStep next) {
    return new FailureException(FailureKind.UNSUPPORTED, reference.asAsked(), problem, next);
  }

  private FailureException malformed(String problem, Throwable cause) {
    return new FailureException(
        FailureKind.MALFORMED,
        path().toString(),
        "says which images may be fetched and cannot be used: " + problem,
        "repair the file; 'man containers-policy.json' describes it",
        cause);
  }
}
