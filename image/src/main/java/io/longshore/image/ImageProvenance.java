package io.longshore.image;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.squashfs.Compression;
import io.longshore.squashfs.CompressionType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The origin of an image, the additions of its recipe and the build profile of its SIF, as the
 * annotations of a layout record them (see {@link LayoutAnnotations}).
 *
 * @param source the reference that the user asked for
 * @param repository the repository that the reference resolved to, with its registry, such as
 *     {@code docker.io/bids/validator}; empty for an image that came from no registry
 * @param resolved the digest that the registry gave for the reference: of an index or of the
 *     manifest
 */
public record ImageProvenance(
    String source,
    Optional<String> repository,
    Digest resolved,
    Platform platform,
    RecipeExtras extras,
    BuildProfile profile) {
  // The transports of images that come from no registry.
  private static final List<String> LOCAL_TRANSPORTS =
      List.of("oci:", "oci-archive:", "docker-archive:");

  /** The annotations, sorted by name, without the empty ones. */
  public Map<String, String> toMap() {
    TreeMap<String, String> map = new TreeMap<>();
    map.put(LayoutAnnotations.SOURCE, source);
    repository.ifPresent(name -> map.put(LayoutAnnotations.REPOSITORY, name));
    map.put(LayoutAnnotations.DIGEST, resolved.toString());
    map.put(LayoutAnnotations.PLATFORM, platform.toString());
    map.putAll(annotationsOf(extras));
    map.putAll(annotationsOf(profile));
    return map;
  }

  static Map<String, String> annotationsOf(RecipeExtras extras) {
    TreeMap<String, String> map = new TreeMap<>();
    putUnlessEmpty(map, LayoutAnnotations.DIRECTORIES, String.join(" ", extras.directories()));
    putUnlessEmpty(map, LayoutAnnotations.ENVIRONMENT, environmentText(extras.environment()));
    putUnlessEmpty(map, LayoutAnnotations.READABLE_TREES, String.join(" ", extras.readableTrees()));
    return map;
  }

  static Map<String, String> annotationsOf(BuildProfile profile) {
    return Map.of(
        LayoutAnnotations.FORMAT_VERSION,
        Integer.toString(profile.formatVersion()),
        LayoutAnnotations.COMPRESSION,
        profile.compression().type().formatName(),
        LayoutAnnotations.LEVEL,
        Integer.toString(profile.compression().level()),
        LayoutAnnotations.BLOCK_SIZE,
        Integer.toString(profile.blockSize()));
  }

  /**
   * Reads the repository in its canonical form, with its registry. If no annotation names it, the
   * source reference does. Empty for an image that came from no registry.
   */
  static Optional<String> repositoryIn(Map<String, String> annotations) {
    String name = annotations.get(LayoutAnnotations.REPOSITORY);
    if (name == null) {
      name = annotations.get(LayoutAnnotations.SOURCE);
      if (name == null || LOCAL_TRANSPORTS.stream().anyMatch(name::startsWith)) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(Reference.parse(name).repository().toString());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * Reads the extras. An absent annotation gives an empty list.
   *
   * @throws FailureException of kind MALFORMED if an environment line is not {@code NAME=value}, or
   *     a path is not valid
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
        paths(annotations, LayoutAnnotations.DIRECTORIES, subject),
        environment,
        paths(annotations, LayoutAnnotations.READABLE_TREES, subject));
  }

  /**
   * Reads the build profile. Each of its four annotations may be absent: its value is then that of
   * {@link BuildProfile#DEFAULT}, and for the level the usual level of the compressor.
   *
   * @throws FailureException of kind MALFORMED if a number cannot be read, UNSUPPORTED if this
   *     release cannot build the profile
   */
  public static BuildProfile profileIn(Map<String, String> annotations, String subject)
      throws FailureException {
    BuildProfile usual = BuildProfile.DEFAULT;
    int version =
        number(annotations, LayoutAnnotations.FORMAT_VERSION, usual.formatVersion(), subject);
    int blockSize = number(annotations, LayoutAnnotations.BLOCK_SIZE, usual.blockSize(), subject);
    try {
      return new BuildProfile(version, usual.compression(), blockSize)
          .withCompression(compression(annotations, subject));
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          subject,
          "asks for " + e.getMessage(),
          "use a release of Longshore that knows it (longshore --version tells which one this is)",
          e);
    }
  }

  private static Compression compression(Map<String, String> annotations, String subject)
      throws FailureException {
    String name =
        annotations.getOrDefault(
            LayoutAnnotations.COMPRESSION, BuildProfile.DEFAULT.compression().type().formatName());
    CompressionType type =
        CompressionType.ofFormatName(name)
            .orElseThrow(() -> new IllegalArgumentException("compression '" + name + "'"));
    int level = number(annotations, LayoutAnnotations.LEVEL, Compression.of(type).level(), subject);
    return Compression.of(type, level);
  }

  // Only a line feed ends a line here; String.lines() would also split at a carriage return.
  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\n"));
  }

  private static int number(
      Map<String, String> annotations, String name, int absent, String subject)
      throws FailureException {
    String text = annotations.getOrDefault(name, Integer.toString(absent));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw malformed(subject, name, text);
    }
  }

  private static List<String> paths(Map<String, String> annotations, String name, String subject)
      throws FailureException {
    String text = annotations.getOrDefault(name, "").strip();
    List<String> paths = text.isEmpty() ? List.of() : List.of(text.split(" +"));
    for (String path : paths) {
      try {
        FilePath.parse(path);
      } catch (IllegalArgumentException e) {
        throw malformed(subject, name, path);
      }
    }
    return paths;
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
        NextStep.of("restore index.json from git: git log -- {}", subject));
  }
}
