package io.longshore.collection.add;

import io.longshore.collection.plan.ImageFamily;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.version.Version;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Derives the name of an image in a collection: {@code images/FAMILY/FAMILY-NAME--VERSION.sif}.
 *
 * <p>An image from a repository that the collection has already gets the folder and name of the
 * repository's other images. Otherwise the name is the last component of the repository, and the
 * family is the first that exists of: the family that has an image of this name, the one family of
 * all images from the registry's namespace, the namespace itself.
 */
public final class NamingConvention {
  private final Collection<KnownImage> known;

  public NamingConvention(Collection<KnownImage> known) {
    this.known = known;
  }

  /**
   * The names for {@code reference}; empty if the repository has no namespace to name a family
   * after.
   */
  public Optional<ImageNames> namesFor(Reference reference) {
    Repository repository = reference.repository();
    String version = version(reference);
    Optional<ImageNames> sibling = siblingOf(repository);
    if (sibling.isPresent()) {
      return sibling.map(
          names -> new ImageNames(names.folder(), names.container() + "--" + version));
    }
    String name = ImageFamily.plain(lastComponent(repository.path()));
    return familyFor(repository, name)
        .map(
            family ->
                new ImageNames(
                    "images/" + family, lastComponent(family) + "-" + name + "--" + version));
  }

  // If a repository has several names, the most common one is used, or the first of equally common
  // ones.
  private Optional<ImageNames> siblingOf(Repository repository) {
    Map<ImageNames, Long> siblings =
        known.stream()
            .filter(image -> image.repository().equals(Optional.of(repository)))
            .map(image -> new ImageNames(image.names().folder(), image.names().container()))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return siblings.entrySet().stream()
        .max(
            Map.Entry.<ImageNames, Long>comparingByValue()
                .thenComparing(
                    Map.Entry.comparingByKey(Comparator.comparing(ImageNames::sif).reversed())))
        .map(Map.Entry::getKey);
  }

  private Optional<String> familyFor(Repository repository, String name) {
    Optional<String> namespace = namespace(repository);
    return onlyFamily(image -> image.names().container().equals(prefixed(image, name)))
        .or(
            () ->
                namespace.flatMap(
                    wanted ->
                        onlyFamily(
                            image ->
                                image
                                    .repository()
                                    .filter(other -> other.registry().equals(repository.registry()))
                                    .flatMap(NamingConvention::namespace)
                                    .equals(Optional.of(wanted)))))
        .or(() -> namespace.map(NamingConvention::lastComponent));
  }

  private static String prefixed(KnownImage image, String name) {
    return lastComponent(family(image.names())) + "-" + name;
  }

  private Optional<String> onlyFamily(Predicate<KnownImage> matching) {
    Set<String> families =
        known.stream()
            .filter(matching)
            .map(image -> family(image.names()))
            .filter(family -> !family.isEmpty())
            .collect(Collectors.toSet());
    return families.size() == 1 ? Optional.of(families.iterator().next()) : Optional.empty();
  }

  private static String family(ImageNames names) {
    return names.folder().equals("images") ? "" : names.folder().substring("images/".length());
  }

  private static Optional<String> namespace(Repository repository) {
    int slash = repository.path().lastIndexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(repository.path().substring(0, slash));
  }

  private static String lastComponent(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * The version in the tag: {@code v1.2.3}, {@code version-1.2.3} and {@code release-1.2.3} give
   * 1.2.3.
   */
  private static String version(Reference reference) {
    return reference
        .tag()
        .map(tag -> Version.ofTag(tag).text())
        .orElseGet(() -> reference.digest().orElseThrow().hex().substring(0, 12));
  }
}
