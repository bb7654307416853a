package io.longshore.collection.inventory;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.version.Version;
import io.longshore.ground.Digest;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.util.Optional;

/**
 * An image that a collection has: a layout, a file of the superdataset (perhaps of an old format),
 * or both.
 *
 * @param reference where it came from, if a recipe or a layout tells
 * @param digest what that meant then, if a layout tells
 * @param platform whose image it is, if a layout tells
 * @param extras what its SIF has beside the image itself
 */
public record PresentImage(
    ImageNames names,
    Optional<Reference> reference,
    Optional<Digest> digest,
    Optional<Platform> platform,
    RecipeExtras extras,
    boolean hasLayout,
    boolean hasSif) {
  private static final int SHOWN = 12;

  /** A file of the superdataset, without a layout. */
  static PresentImage ofFile(ImageNames names, Optional<Reference> reference, boolean sif) {
    return new PresentImage(
        names,
        reference,
        Optional.empty(),
        Optional.empty(),
        RecipeExtras.NONE,
        /* hasLayout= */ false,
        sif);
  }

  /** The same image, of which the superdataset has a file, and perhaps a recipe. */
  PresentImage withFile(Optional<Reference> recipe, boolean sif) {
    return new PresentImage(
        names, reference.or(() -> recipe), digest, platform, extras, hasLayout, hasSif || sif);
  }

  /** The tag that it has in {@code repository}, if a recipe or a layout tells that it has one. */
  public Optional<String> tagIn(Repository repository) {
    return reference.filter(known -> known.repository().equals(repository)).flatMap(Reference::tag);
  }

  /**
   * The version that it is, by the tag it has in {@code repository}, or else by its name: people
   * may have called it otherwise than its tag.
   */
  public Version versionIn(Optional<Repository> repository) {
    return repository
        .flatMap(this::tagIn)
        .map(Version::ofTag)
        .orElseGet(() -> versionByName(names));
  }

  /** The version that the name of an image says; empty text where it says none. */
  public static Version versionByName(ImageNames names) {
    return new Version(names.version());
  }

  /** What it is called once another image has its name. */
  public static ImageNames keptName(ImageNames names, Digest digest) {
    return new ImageNames(names.folder(), names.name() + "-" + digest.hex().substring(0, SHOWN));
  }

  /** Whether it is one that had to give way to another of its name. */
  boolean isKept() {
    return digest
        .map(known -> names.name().endsWith("-" + known.hex().substring(0, SHOWN)))
        .orElse(false);
  }

  /** The reference, where a tag decides what it means. */
  public Optional<Reference> tagged() {
    return reference.filter(known -> known.digest().isEmpty() && !isKept());
  }
}
