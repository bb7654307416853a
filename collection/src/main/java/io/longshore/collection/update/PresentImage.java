package io.longshore.collection.update;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.version.Version;
import io.longshore.ground.Digest;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.util.Optional;

/**
 * An image that a collection has.
 *
 * @param reference where it came from, if a recipe or a layout tells
 * @param digest what that meant then, if a layout tells
 * @param extras what its SIF has beside the image itself
 */
public record PresentImage(
    ImageNames names, Optional<Reference> reference, Optional<Digest> digest, RecipeExtras extras) {
  private static final int SHOWN = 12;

  static PresentImage of(ImageNames names, Optional<Reference> reference) {
    return new PresentImage(names, reference, Optional.empty(), RecipeExtras.NONE);
  }

  /**
   * The version that it is, by the tag it has in {@code repository}, or else by its name: people
   * may have called it otherwise than its tag.
   */
  Version versionIn(Optional<Repository> repository) {
    Optional<String> tag =
        reference
            .filter(known -> Optional.of(known.repository()).equals(repository))
            .flatMap(Reference::tag);
    return tag.map(Version::ofTag).orElseGet(this::versionByName);
  }

  private Version versionByName() {
    String container = names.container();
    String rest = names.name().substring(container.length());
    return new Version(rest.startsWith("--") ? rest.substring(2) : rest);
  }

  /** What it is called once another image has its name. */
  static ImageNames keptName(ImageNames names, Digest digest) {
    return new ImageNames(names.folder(), names.name() + "-" + digest.hex().substring(0, SHOWN));
  }

  /** Whether it is one that had to give way to another of its name. */
  boolean isKept() {
    return digest
        .map(known -> names.name().endsWith("-" + known.hex().substring(0, SHOWN)))
        .orElse(false);
  }

  /** The reference, where a tag decides what it means. */
  Optional<Reference> tagged() {
    return reference.filter(known -> known.digest().isEmpty() && !isKept());
  }
}
