package io.longshore.collection.freeze;

import io.longshore.collection.plan.Glob;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.version.Version;
import io.longshore.dataset.git.object.RepositoryPath;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The images of a container in a collection, by version. */
final class ContainerVersions {
  private static final String VERSION = "--";
  private static final int SHOWN = 5;

  // Of one version, a SIF is preferred to the image that it was made in place of.
  private static final Comparator<RepositoryPath> SIF_FIRST =
      Comparator.comparing((RepositoryPath path) -> ImageNames.ofSif(path.value()).isEmpty())
          .thenComparing(Comparator.naturalOrder());

  private final NavigableMap<Version, RepositoryPath> images = new TreeMap<>();
  private final Collection<RepositoryPath> all;

  private ContainerVersions(Collection<RepositoryPath> all) {
    this.all = all;
  }

  /**
   * @param files those of the collection
   * @param image one of the container's
   */
  static ContainerVersions like(RepositoryPath image, Collection<RepositoryPath> files) {
    List<RepositoryPath> all =
        files.stream()
            .filter(file -> FrozenRegistration.isSameContainer(image, file))
            .filter(file -> file.value().contains(VERSION))
            .sorted(SIF_FIRST)
            .toList();
    ContainerVersions versions = new ContainerVersions(all);
    all.forEach(file -> versions.images.putIfAbsent(version(file), file));
    return versions;
  }

  /** What stands behind the name of the container; empty for an image without a version. */
  static Version version(RepositoryPath image) {
    return new Version(ImageNames.ofAnyImage(image.value()).map(ImageNames::version).orElse(""));
  }

  /**
   * The images that {@code typed} means: that of this version, with or without the suffix of the
   * file; else those that a pattern fits, or those whose version goes on behind it with a dot.
   */
  List<RepositoryPath> fitting(String typed) {
    Optional<RepositoryPath> file =
        all.stream().filter(path -> path.value().endsWith(VERSION + typed)).findFirst();
    if (file.isPresent()) {
      return List.of(file.get());
    }
    if (images.containsKey(new Version(typed))) {
      return List.of(images.get(new Version(typed)));
    }
    Glob pattern = Glob.parse(Glob.isWild(typed) ? typed : typed + ".*");
    return images.entrySet().stream()
        .filter(image -> pattern.fits(image.getKey().text()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The newest versions, for a message. */
  String newest() {
    List<String> newest =
        images.descendingKeySet().stream()
            .map(Version::text)
            .filter(text -> !text.isEmpty())
            .toList();
    return newest.isEmpty()
        ? "none"
        : String.join(", ", newest.stream().limit(SHOWN).toList())
            + (newest.size() > SHOWN ? " and " + (newest.size() - SHOWN) + " more" : "");
  }
}
