package io.longshore.image;

import io.longshore.oci.Digest;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What the top level of a layout's {@code index.json} says beside the image itself: where it came
 * from, what its recipe added, and how its SIF is built.
 *
 * <p>The values are read by {@code scripts/oci_cmd} too, with the tools of a POSIX shell: lists of
 * paths are separated by one space, environment variables by one newline.
 *
 * @param source the reference as asked
 * @param repository what it resolved to, registry included, as {@code docker.io/bids/validator}
 * @param resolved the digest the registry gave for the reference: of an index, or of the manifest
 * @param index the served index kept as a blob of the layout, if there was one
 */
public record LayoutAnnotations(
    String source,
    String repository,
    Digest resolved,
    Optional<Digest> index,
    Platform platform,
    RecipeExtras extras,
    BuildProfile profile) {
  public static final String PREFIX = "org.datalad.container.image.";
  public static final String SOURCE = PREFIX + "source";
  public static final String REPOSITORY = PREFIX + "repository";
  public static final String RESOLVED = PREFIX + "digest";
  public static final String INDEX = PREFIX + "index";
  public static final String PLATFORM = PREFIX + "platform";
  public static final String DIRECTORIES = PREFIX + "directories";
  public static final String ENVIRONMENT = PREFIX + "environment";
  public static final String READABLE_TREES = PREFIX + "readable-trees";
  public static final String FORMAT_VERSION = PREFIX + "build.format-version";
  public static final String COMPRESSION = PREFIX + "build.compression";
  public static final String LEVEL = PREFIX + "build.level";
  public static final String BLOCK_SIZE = PREFIX + "build.block-size";

  /** The annotations in the order of their names; what is empty is left out. */
  public Map<String, String> toMap() {
    TreeMap<String, String> map = new TreeMap<>();
    map.put(SOURCE, source);
    map.put(REPOSITORY, repository);
    map.put(RESOLVED, resolved.toString());
    index.ifPresent(digest -> map.put(INDEX, digest.toString()));
    map.put(PLATFORM, platform.toString());
    putUnlessEmpty(map, DIRECTORIES, String.join(" ", extras.directories()));
    putUnlessEmpty(map, ENVIRONMENT, environmentText(extras.environment()));
    putUnlessEmpty(map, READABLE_TREES, String.join(" ", extras.readableTrees()));
    map.put(FORMAT_VERSION, Integer.toString(profile.formatVersion()));
    map.put(COMPRESSION, profile.compression());
    map.put(LEVEL, Integer.toString(profile.level()));
    map.put(BLOCK_SIZE, Integer.toString(profile.blockSize()));
    return map;
  }

  /** Whether any of Longshore's annotations is among {@code annotations}. */
  public static boolean arePresentIn(Map<String, String> annotations) {
    return annotations.keySet().stream().anyMatch(name -> name.startsWith(PREFIX));
  }

  /**
   * Reads the extras; those absent are empty.
   *
   * @throws FailureException of kind MALFORMED if an environment line is no {@code NAME=value}
   */
  public static RecipeExtras extrasIn(Map<String, String> annotations, String subject)
      throws FailureException {
    SequencedMap<String, String> environment = new LinkedHashMap<>();
    for (String line : annotations.getOrDefault(ENVIRONMENT, "").lines().toList()) {
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw malformed(subject, ENVIRONMENT, line);
      }
      environment.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return new RecipeExtras(
        paths(annotations, DIRECTORIES), environment, paths(annotations, READABLE_TREES));
  }

  /**
   * Reads the build profile; where it is not recorded, the default one.
   *
   * @throws FailureException of kind MALFORMED for values that are no profile
   */
  public static BuildProfile profileIn(Map<String, String> annotations, String subject)
      throws FailureException {
    if (!annotations.containsKey(FORMAT_VERSION)) {
      return BuildProfile.DEFAULT;
    }
    return new BuildProfile(
        number(annotations, FORMAT_VERSION, subject),
        annotations.getOrDefault(COMPRESSION, BuildProfile.DEFAULT.compression()),
        number(annotations, LEVEL, subject),
        number(annotations, BLOCK_SIZE, subject));
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
