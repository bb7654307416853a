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
  private static final String LAYOUT_SUFFIX = ".oci";
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

  /** The names that follow from a layout's path inside images-oci, or nothing if it is none. */
  public static Optional<ImageNames> ofLayout(String path) {
    int slash = path.lastIndexOf('/');
    String file = path.substring(slash + 1);
    if (!file.endsWith(LAYOUT_SUFFIX) || file.length() == LAYOUT_SUFFIX.length()) {
      return Optional.empty();
    }
    String name = file.substring(0, file.length() - LAYOUT_SUFFIX.length());
    return ofRecipe(IMAGES + path.substring(0, slash + 1) + RECIPE_PREFIX + name);
  }

  /** {@code images/bids/bids-validator--1.2.3.sif}. */
  public String sif() {
    return folder + "/" + name + ".sif";
  }

  /** {@code bids/bids-validator--1.2.3.oci}, inside images-oci. */
  public String layout() {
    String family = folder.equals("images") ? "" : folder.substring(IMAGES.length()) + "/";
    return family + name + LAYOUT_SUFFIX;
  }

  /** Where the image built from the recipe may be, most likely first. */
  public List<String> oldImageCandidates() {
    return OLD_IMAGE_SUFFIXES.stream().map(suffix -> folder + "/" + name + suffix).toList();
  }
}
