package io.longshore.image.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an image is on this machine: a file or the folder of a layout as {@code PATH}, one of
 * several in a layout as {@code DIR:TAG}; {@code oci:DIR} and {@code oci:DIR:TAG} mean layouts too.
 *
 * @param tag the annotation {@code org.opencontainers.image.ref.name} of the image
 */
public record ImageLocation(Path path, Optional<String> tag) {
  private static final String LAYOUT_PREFIX = "oci:";

  /** A colon belongs to the path if there is something of that name. */
  public static ImageLocation parse(String text) {
    if (text.startsWith(LAYOUT_PREFIX) && !exists(text)) {
      return split(text.substring(LAYOUT_PREFIX.length()));
    }
    return exists(text) ? new ImageLocation(Path.of(text), Optional.empty()) : split(text);
  }

  private static ImageLocation split(String text) {
    int colon = text.indexOf(':', text.lastIndexOf('/') + 1);
    return colon < 1 || exists(text)
        ? new ImageLocation(Path.of(text), Optional.empty())
        : new ImageLocation(
            Path.of(text.substring(0, colon)),
            Optional.of(text.substring(colon + 1)).filter(tag -> !tag.isEmpty()));
  }

  private static boolean exists(String text) {
    Path path = Path.of(text);
    return Files.exists(path) || Files.isSymbolicLink(path);
  }
}
