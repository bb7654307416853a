package io.longshore.oci;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the {@code manifest.json} that {@code docker save} writes.
 *
 * @param config name of a file in the archive
 * @param tags references of the form {@code name:tag}
 * @param layers names of files in the archive, the lowest layer first
 * @see <a
 *     href="https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#combined-image-json--filesystem-changeset-format">
 *     Docker image specification, combined format</a>
 */
public record SavedImage(String config, List<String> tags, List<String> layers) {
  public SavedImage {
    tags = List.copyOf(tags);
    layers = List.copyOf(layers);
  }

  /**
   * @throws FailureException of kind {@link FailureKind#MALFORMED} if {@code bytes} are not a list
   *     of such entries
   */
  public static List<SavedImage> parse(byte[] bytes, String subject) throws FailureException {
    List<SavedImage> images = new ArrayList<>();
    for (JsonDocument entry : JsonDocument.parseList(bytes, subject)) {
      images.add(
          new SavedImage(
              entry.optionalString("Config").orElse(""),
              entry.strings("RepoTags"),
              entry.strings("Layers")));
    }
    return images;
  }
}
