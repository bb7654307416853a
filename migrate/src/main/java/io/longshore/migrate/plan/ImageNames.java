package io.longshore.migrate.plan;

import java.util.List;
import java.util.Optional;

/**
 * The paths that belong together, all by the collection's conventions. For the recipe {@code
 * images/bids/Singularity.bids-validator--1.2.3}:
 *
 * @param recipe {@code images/bids/Singularity.bids-validator--1.2.3}
 * @param folder {@code images/bids}
 * @param name {@code bids-validator--1.2.3}; the version may be empty, as in {@code
 *     bids-validator--}
 */
public record ImageNames(String recipe, String folder, String name) {
  private static final String IMAGES = "images/";
  private static final String RECIPE_PREFIX = "Singularity.";
  private static final List<String> OLD_IMAGE_SUFFIXES = List.of(".sing", ".simg");

  /** The names that follow from a recipe's path, or nothing if it is no recipe below images/. */
  public static Optional<ImageNames> ofRecipe(String path) {
    int slash = path.lastIndexOf('/');
    String file = path.substring(slash + 1);
    if (!path.startsWith(IMAGES)
        || !file.startsWith(RECIPE_PREFIX)
        || file.length() == RECIPE_PREFIX.length()) {
      return Optional.empty();
    }
    return Optional.of(
        new ImageNames(path, path.substring(0, slash), file.substring(RECIPE_PREFIX.length())));
  }

  /** {@code images/bids/bids-validator--1.2.3.sif}. */
  public String sif() {
    return folder + "/" + name + ".sif";
  }

  /** {@code bids/bids-validator--1.2.3.oci}, inside images-oci. */
  public String layout() {
    String family = folder.equals("images") ? "" : folder.substring(IMAGES.length()) + "/";
    return family + name + ".oci";
  }

  /** Where the image built from the recipe may be, most likely first. */
  public List<String> oldImageCandidates() {
    return OLD_IMAGE_SUFFIXES.stream().map(suffix -> folder + "/" + name + suffix).toList();
  }
}
