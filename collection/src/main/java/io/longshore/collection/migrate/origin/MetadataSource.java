package io.longshore.collection.migrate.origin;

import io.longshore.collection.plan.Evidence;
import io.longshore.dataset.annex.AnnexAnswers;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.Command;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads origins from git-annex's metadata, for all images with one process. */
final class MetadataSource implements OriginSource {
  private static final String FIELD = "original-uri";
  private static final String REGISTRY = "docker://";

  private final GitRepository superdataset;

  MetadataSource(GitRepository superdataset) {
    this.superdataset = superdataset;
  }

  @Override
  public Map<RepositoryPath, Claim> claims(List<UnmigratedImage> images) throws IOException {
    Map<AnnexKey, List<String>> values = values(images);
    Map<RepositoryPath, Claim> claims = new HashMap<>();
    for (UnmigratedImage image : images) {
      List<String> uris =
          image.key().map(key -> values.getOrDefault(key, List.of())).orElse(List.of());
      claims.put(image.path(), claim(image.path().value(), uris));
    }
    return claims;
  }

  private static Claim claim(String path, List<String> uris) {
    if (uris.isEmpty()) {
      return new Claim.Unknown("has no annex metadata " + FIELD);
    }
    if (uris.size() > 1) {
      return new Claim.Unknown(
          "has several values of the annex metadata " + FIELD + ": " + String.join(", ", uris));
    }
    String uri = uris.getFirst();
    if (!uri.startsWith(REGISTRY)) {
      return new Claim.Unknown("has the annex metadata " + FIELD + "=" + uri + ", no " + REGISTRY);
    }
    try {
      return new Claim.Known(
          Reference.parse(uri.substring(REGISTRY.length())), new Evidence.AnnexMetadata(path));
    } catch (IllegalArgumentException e) {
      return new Claim.Unknown(
          "has the annex metadata " + FIELD + "=" + uri + ": " + e.getMessage());
    }
  }

  private Map<AnnexKey, List<String>> values(List<UnmigratedImage> images) throws IOException {
    Set<AnnexKey> keys =
        images.stream().flatMap(image -> image.key().stream()).collect(Collectors.toSet());
    Map<AnnexKey, List<String>> values = new HashMap<>();
    if (keys.isEmpty()) {
      return values;
    }
    String input =
        keys.stream()
            .map(key -> JsonMapper.shared().writeValueAsString(Map.of("key", key.toString())))
            .collect(Collectors.joining("\n", "", "\n"));
    Command metadata =
        superdataset.git("annex", "metadata").options("--json", "--batch").withInput(input);
    for (JsonNode answer : AnnexAnswers.objects(metadata, superdataset.run(metadata), keys)) {
      values.put(
          AnnexKey.parse(answer.path("key").asString("")),
          answer.path("fields").path(FIELD).valueStream().map(v -> v.asString("")).toList());
    }
    return values;
  }
}
