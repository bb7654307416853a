package io.longshore.oci.layout;

import io.longshore.oci.Descriptor;
import io.longshore.oci.Reference;
import java.util.List;
import java.util.stream.Stream;

/** What a tool calls an image of a layout: in annotations of its descriptor. */
final class ImageName {
  /** The name, or the tag alone, as the tool that wrote it likes. */
  private static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";

  /** The whole reference, where containerd and {@code docker save} keep it. */
  private static final String CONTAINERD_NAME = "io.containerd.image.name";

  private ImageName() {}

  static List<String> of(Descriptor descriptor) {
    return Stream.of(REFERENCE_NAME, CONTAINERD_NAME)
        .flatMap(key -> Stream.ofNullable(descriptor.annotations().get(key)))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  static boolean isNamed(Descriptor descriptor, String name) {
    return of(descriptor).stream().anyMatch(given -> given.equals(name) || isSame(given, name));
  }

  // A tag alone is no reference to compare: "latest" would be the image latest:latest.
  private static boolean isSame(String given, String name) {
    try {
      return given.contains(":")
          && name.contains(":")
          && Reference.parse(given).equals(Reference.parse(name));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
