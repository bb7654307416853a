package io.longshore.dataset;

import io.longshore.dataset.git.object.RepositoryPath;
import java.util.List;
import java.util.Optional;

/**
 * A container as registered in {@code .datalad/config}, section {@code [datalad
 * "containers.NAME"]}.
 *
 * @param image as written; datalad-container resolves it from the root of the dataset
 * @param settings the other variables, in the order of the file: {@code cmdexec}, {@code
 *     updateurl}, several of {@code extra-input}
 */
public record Registration(String name, Optional<String> image, List<Setting> settings) {
  private static final String OTHER_CHARACTERS = "[^0-9a-zA-Z-]+";

  /** A variable other than the image. */
  public record Setting(String key, String value) {}

  public Registration {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a registration needs a name");
    }
    settings = List.copyOf(settings);
  }

  /**
   * Whether {@code datalad containers-add} accepts a name: letters of English, digits and {@code -}
   * only. Files may hold others.
   */
  public static boolean isName(String text) {
    return !text.isEmpty() && nameOf(text).equals(text);
  }

  /** {@code text} with {@code -} for what a name may not have. */
  public static String nameOf(String text) {
    return text.replaceAll(OTHER_CHARACTERS, "-");
  }

  /**
   * A new registration.
   *
   * @param commandFormat how the container is called, such as {@code {img_dspath}/scripts/oci_cmd
   *     run {img} {cmd}}
   */
  public static Registration of(String name, RepositoryPath image, String commandFormat) {
    return new Registration(
        name, Optional.of(image.value()), List.of(new Setting("cmdexec", commandFormat)));
  }

  /**
   * The image's path in normal form; empty if the registration has none or it is outside the
   * dataset.
   */
  public Optional<RepositoryPath> imagePath() {
    return image.flatMap(RepositoryPath::find);
  }

  /** The value that git reads for {@code key}, which is the last one. */
  public Optional<String> setting(String key) {
    return settings.stream()
        .filter(setting -> setting.key().equals(key))
        .map(Setting::value)
        .reduce((first, second) -> second);
  }
}
