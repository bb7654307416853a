package io.longshore.collection.plan;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of an image and the paths that the collection's conventions derive from it, such as
 * {@code images/bids/bids-validator--1.2.3.sif} and the paths of recipe and layout.
 *
 * @param folder {@code images/bids}
 * @param name {@code bids-validator--1.2.3}; the version may be empty, as in {@code
 *     bids-validator--}
 */
public record ImageNames(String folder, String name) implements Comparable<ImageNames> {
  private static final String IMAGES = "images/";

  /** Stands before the version. */
  private static final String VERSION = "--";

  private static final String RECIPE_PREFIX = "Singularity.";
  private static final String LAYOUT_SUFFIX = ".oci";
  private static final String SIF_SUFFIX = ".sif";
  private static final List<String> OLD_IMAGE_SUFFIXES = List.of(".sing", ".simg");
  // The path at which datalad containers-add puts an image by default; the group is a name that it
  // accepts.
  private static final Pattern ENVIRONMENT =
      Pattern.compile("\\.datalad/environments/([0-9a-zA-Z-]+)/image");

  /**
   * The names that follow from a recipe's path; empty if {@code path} is not a recipe below
   * images/.
   */
  public static Optional<ImageNames> ofRecipe(String path) {
    return fileName(path).startsWith(RECIPE_PREFIX)
        ? of(path, fileName(path).substring(RECIPE_PREFIX.length()))
        : Optional.empty();
  }

  /**
   * The names that follow from a layout's path inside images-oci; empty if {@code path} is not a
   * layout.
   */
  public static Optional<ImageNames> ofLayout(String path) {
    return ofImage(IMAGES + path, LAYOUT_SUFFIX);
  }

  /**
   * The names that follow from the path of a SIF; empty if {@code path} is not a SIF below images/.
   */
  public static Optional<ImageNames> ofSif(String path) {
    return ofImage(path, SIF_SUFFIX);
  }

  /**
   * The names that follow from the path of an image of any format; empty if {@code path} is not an
   * image. An image at {@code .datalad/environments/NAME/image}, where {@code datalad
   * containers-add NAME} puts it, gets the SIF {@code images/NAME.sif}.
   */
  public static Optional<ImageNames> ofAnyImage(String path) {
    return ofSif(path)
        .or(() -> OLD_IMAGE_SUFFIXES.stream().flatMap(s -> ofImage(path, s).stream()).findFirst())
        .or(() -> ofEnvironment(path));
  }

  /** The names that follow from the path of a recipe or of an image of any format. */
  public static Optional<ImageNames> ofRecipeOrImage(String path) {
    return ofRecipe(path).or(() -> ofAnyImage(path));
  }

  /** The image's name for the path of a recipe or image; {@code path} itself for any other path. */
  public static String nameAt(String path) {
    return ofRecipeOrImage(path).map(ImageNames::name).orElse(path);
  }

  private static Optional<ImageNames> ofEnvironment(String path) {
    Matcher environment = ENVIRONMENT.matcher(path);
    return environment.matches()
        ? Optional.of(new ImageNames("images", environment.group(1)))
        : Optional.empty();
  }

  private static Optional<ImageNames> ofImage(String path, String suffix) {
    String file = fileName(path);
    return file.endsWith(suffix)
        ? of(path, file.substring(0, file.length() - suffix.length()))
        : Optional.empty();
  }

  private static Optional<ImageNames> of(String path, String name) {
    return path.startsWith(IMAGES) && !name.isEmpty()
        ? Optional.of(new ImageNames(path.substring(0, path.lastIndexOf('/')), name))
        : Optional.empty();
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** {@code images/bids/Singularity.bids-validator--1.2.3}. */
  public String recipe() {
    return folder + "/" + RECIPE_PREFIX + name;
  }

  /** {@code images/bids/bids-validator--1.2.3.sif}. */
  public String sif() {
    return folder + "/" + name + SIF_SUFFIX;
  }

  /** {@code bids/bids-validator--1.2.3.oci}, relative to images-oci. */
  public String layout() {
    String family = folder.equals("images") ? "" : folder.substring(IMAGES.length()) + "/";
    return family + name + LAYOUT_SUFFIX;
  }

  /**
   * The family that the image is counted with: its folder below images/, such as {@code bids}; for
   * an image without such a folder, the beginning of its name.
   */
  public String family() {
    return folder.equals("images")
        ? name.substring(0, Math.max(1, (name + "-").indexOf('-')))
        : folder.substring(IMAGES.length());
  }

  /** {@code bids-validator}: the name without the version. */
  public String container() {
    int version = name.indexOf(VERSION);
    return version > 0 ? name.substring(0, version) : name;
  }

  /**
   * {@code 1.2.3}: what follows the container's name; empty text where nothing does. A version may
   * have two hyphens in a row, as {@code 1.10--h9402c20_2}, and a container may not.
   */
  public String version() {
    int version = name.indexOf(VERSION);
    return version > 0 ? name.substring(version + VERSION.length()) : "";
  }

  /** Whether both are versions of one container. */
  public boolean isOfContainer(ImageNames other) {
    return folder.equals(other.folder) && container().equals(other.container());
  }

  /** The paths at which the image built from the recipe may be, the most likely first. */
  public List<String> oldImageCandidates() {
    return OLD_IMAGE_SUFFIXES.stream().map(suffix -> folder + "/" + name + suffix).toList();
  }

  /** All paths at which the image may have been before it was migrated. */
  public List<String> formerPlaces() {
    String environment = ".datalad/environments/" + name + "/image";
    return folder.equals("images") && ENVIRONMENT.matcher(environment).matches()
        ? Stream.concat(oldImageCandidates().stream(), Stream.of(environment)).toList()
        : oldImageCandidates();
  }

  /**
   * Whether DataLad can fetch and rebuild the image. DataLad takes a backslash for a separator of
   * folders and refuses such paths.
   */
  public boolean suitDatalad() {
    return (folder + name).indexOf('\\') < 0;
  }

  /** By folder, then by name. */
  @Override
  public int compareTo(ImageNames other) {
    int order = folder.compareTo(other.folder);
    return order == 0 ? name.compareTo(other.name) : order;
  }
}
