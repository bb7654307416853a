package io.longshore.image;

import io.longshore.oci.Digest;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutAnnotations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What a layout says beside the image itself, in the annotations of {@link LayoutAnnotations}:
 * where it came from, what its recipe added, and how its SIF is built.
 *
 * @param source the reference as asked
 * @param repository what it resolved to, registry included, as {@code docker.io/bids/validator};
 *     empty for an image that came from no registry
 * @param resolved the digest the registry gave for the reference: of an index, or of the manifest
 */
public record ImageProvenance(
    String source,
    Optional<String> repository,
    Digest resolved,
    Platform platform,
    RecipeExtras extras,
    BuildProfile profile) {
  /** The annotations in the order of their names; what is empty is left out. */
  public Map<String, String> toMap() {
    TreeMap<String, String> map = new TreeMap<>();
    map.put(LayoutAnnotations.SOURCE, source);
    repository.ifPresent(name -> map.put(LayoutAnnotations.REPOSITORY, name));
    map.put(LayoutAnnotations.DIGEST, resolved.toString());
    map.put(LayoutAnnotations.PLATFORM, platform.toString());
    putUnlessEmpty(map, LayoutAnnotations.DIRECTORIES, String.join(" ", extras.directories()));
    putUnlessEmpty(map, LayoutAnnotations.ENVIRONMENT, environmentText(extras.environment()));
    putUnlessEmpty(map, LayoutAnnotations.READABLE_TREES, String.join(" ", extras.readableTrees()));
    map.put(LayoutAnnotations.FORMAT_VERSION, Integer.toString(profile.formatVersion()));
    map.put(LayoutAnnotations.COMPRESSION, profile.compression());
    map.put(LayoutAnnotations.LEVEL, Integer.toString(profile.level()));
    map.put(LayoutAnnotations.BLOCK_SIZE, Integer.toString(profile.blockSize()));
    return map;
  }

  /**
   * Reads the extras; those absent are empty.
   *
   * @throws FailureException of kind MALFORMED if an environment line is no {@code NAME=value}
   */
  public static RecipeExtras extrasIn(Map<String, String> annotations, String subject)
      throws FailureException {
    SequencedMap<String, String> environment = new LinkedHashMap<>();
    for (String line : lines(annotations.getOrDefault(LayoutAnnotations.ENVIRONMENT, ""))) {
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw malformed(subject, LayoutAnnotations.ENVIRONMENT, line);
      }
      environment.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return new RecipeExtras(
        paths(annotations, LayoutAnnotations.DIRECTORIES),
        environment,
        paths(annotations, LayoutAnnotations.READABLE_TREES));
  }

  /**
   * Reads the build profile; where it is not recorded, the default one.
   *
   * @throws FailureException of kind MALFORMED for values that are no profile
   */
  public static BuildProfile profileIn(Map<String, String> annotations, String subject)
      throws FailureException {
    if (!annotations.containsKey(LayoutAnnotations.FORMAT_VERSION)) {
      return BuildProfile.DEFAULT;
    }
    return new BuildProfile(
        number(annotations, LayoutAnnotations.FORMAT_VERSION, subject),
        annotations.getOrDefault(LayoutAnnotations.COMPRESSION, BuildProfile.DEFAULT.compression()),
        number(annotations, LayoutAnnotations.LEVEL, subject),
        number(annotations, LayoutAnnotations.BLOCK_SIZE, subject));
  }

  // Only a line feed ends a line here; String.lines() would also split at a carriage return.
  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\n"));
  }

  private static int number(Map<String, String> annotations, String name, String subject)
      throws FailureException {
    String text = annotations.getOrDefault(name, "");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw malformed(subject, name, text);
    }
  }

  private static List<String> paths(Map<String, String> annotations, String name) {
    String text = annotations.getOrDefault(name, "").strip();
    return text.isEmpty() ? List.of() : List.of(text.split(" +"));
  }

  private static String environmentText(Map<String, String> environment) {
    return String.join(
        "\n",
        environment.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toList());
  }

  private static void putUnlessEmpty(Map<String, String> map, String name, String value) {
    if (!value.isEmpty()) {
      map.put(name, value);
    }
  }

  private static FailureException malformed(String subject, String name, String value) {
    return new FailureException(
        FailureKind.MALFORMED,
        subject,
        "annotation " + name + " has the value '" + value + "'",
        "restore index.json from git: git log -- " + subject);
  }
}
