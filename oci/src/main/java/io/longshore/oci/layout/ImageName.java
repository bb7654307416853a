package io.longshore.oci.layout;

import io.longshore.oci.Descriptor;
import io.longshore.oci.Reference;
import java.util.List;
import java.util.stream.Stream;

/** The name of an image in a layout, from annotations of its descriptor. */
final class ImageName {
  /** The annotation with the name or the tag alone, depending on the tool that wrote it. */
  private static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";

  /** The annotation with the whole reference, which containerd and {@code docker save} write. */
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

  // A tag alone is not compared as a reference: "latest" would mean the image latest:latest.
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
