package io.longshore.oci.registry.settings;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Security;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One {@code [[registry]]} table.
 *
 * @param file the file with the table
 * @param prefix {@code host[:port][/path[:tag|@digest]]}, or {@code *.domain[/path]} for every host
 *     below a domain
 * @param location what replaces the prefix; empty to leave the name as it is
 */
record RegistryTable(
    Path file,
    String prefix,
    String location,
    boolean blocked,
    boolean insecure,
    List<Mirror> mirrors) {

  private static final Pattern TAG_OR_DIGEST =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|sha256:[0-9a-f]{64}");

  RegistryTable {
    mirrors = List.copyOf(mirrors);
  }

  /**
   * @param location what replaces the prefix of its table
   */
  record Mirror(String location, boolean insecure, PullFrom pullFrom) {}

  /** Which pulls a mirror may serve. */
  enum PullFrom {
    ALL,
    DIGEST_ONLY,
    TAG_ONLY;

    boolean serves(boolean byDigest) {
      return switch (this) {
        case ALL -> true;
        case DIGEST_ONLY -> byDigest;
        case TAG_ONLY -> !byDigest;
      };
    }
  }

  /**
   * @param name of a repository, or of an image with its tag or digest
   */
  boolean matches(String name) {
    return matchedLength(name).isPresent();
  }

  /**
   * Orders tables by precedence: a table that matches more of the name, or fewer hosts, overrides
   * the others.
   */
  static Comparator<RegistryTable> byMatch(String name) {
    return Comparator.comparingInt((RegistryTable table) -> table.matchedLength(name).orElse(-1))
        .thenComparing(table -> !table.prefix.startsWith("*."))
        .thenComparingInt(table -> table.prefix.length());
  }

  /** Whether the table is for a single image of {@code repository}. */
  boolean isForImagesOf(Repository repository) {
    return prefix.startsWith(repository + ":") || prefix.startsWith(repository + "@");
  }

  /**
   * The registry itself, with the name of the image there.
   *
   * @throws FailureException of kind {@link FailureKind#MALFORMED} if the location gives no valid
   *     name
   */
  Endpoint origin(String name, Repository repository) throws FailureException {
    return at(location, insecure, false, name, repository);
  }

  Endpoint at(Mirror mirror, String name, Repository repository) throws FailureException {
    return at(mirror.location(), mirror.insecure(), true, name, repository);
  }

  private Endpoint at(
      String place, boolean placeInsecure, boolean mirror, String name, Repository repository)
      throws FailureException {
    Security security = placeInsecure ? Security.UNSETTLED : Security.TLS;
    if (place.isEmpty()) {
      return new Endpoint(security, repository, mirror);
    }
    String renamed = place + name.substring(matchedLength(name).orElseThrow());
    int last = renamed.lastIndexOf('/') + 1;
    int at = renamed.indexOf('@', last);
    int digest = at < 0 ? renamed.length() : at;
    int colon = renamed.substring(0, digest).indexOf(':', last);
    int end = colon < 0 ? digest : colon;
    int slash = renamed.indexOf('/');
    try {
      if (slash < 0) {
        throw new IllegalArgumentException("'" + renamed + "' names a host and no repository");
      }
      return new Endpoint(
          security,
          new Repository(renamed.substring(0, slash), renamed.substring(slash + 1, end)),
          mirror,
          namesOneImage() && end < renamed.length()
              ? Optional.of(tagOrDigest(renamed.substring((at < 0 ? end : at) + 1)))
              : Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          file.toString(),
          "cannot be used for "
              + repository
              + ": the location '"
              + place
              + "' leads to no image: "
              + e.getMessage(),
          "repair that location; 'man containers-registries.conf' describes it",
          e);
    }
  }

  private static String tagOrDigest(String text) {
    if (!TAG_OR_DIGEST.matcher(text).matches()) {
      throw new IllegalArgumentException("neither a tag nor a digest: '" + text + "'");
    }
    return text;
  }

  private boolean namesOneImage() {
    int path = prefix.indexOf('/') + 1;
    return path > 0 && (prefix.indexOf(':', path) > 0 || prefix.indexOf('@', path) > 0);
  }

  /**
   * The number of characters of the name that the prefix matches. The rest begins with a component
   * of the path, a tag or a digest. A table that blocks a host blocks all its ports.
   */
  private OptionalInt matchedLength(String name) {
    String start = prefix;
    if (prefix.startsWith("*.")) {
      int slash = prefix.indexOf('/');
      String domain = prefix.substring(1, slash < 0 ? prefix.length() : slash);
      String host = name.substring(0, name.indexOf('/'));
      if (!host.replaceFirst(":[0-9]+$", "").endsWith(domain)) {
        return OptionalInt.empty();
      }
      start = host + (slash < 0 ? "" : prefix.substring(slash));
    }
    if (!name.startsWith(start)) {
      return OptionalInt.empty();
    }
    boolean ends =
        name.length() == start.length()
            || switch (name.charAt(start.length())) {
              case '/', '@' -> true;
              case ':' -> blocked || start.indexOf('/') >= 0;
              default -> false;
            };
    return ends ? OptionalInt.of(start.length()) : OptionalInt.empty();
  }
}
