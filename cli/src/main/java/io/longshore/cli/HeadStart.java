package io.longshore.cli;

import io.longshore.ground.FailureException;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.layer.LayerCompression;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Loads the native libraries and classes that a build needs first, on a separate thread, while the
 * options are read.
 */
final class HeadStart {
  private static final List<String> BUILDING = List.of("build", "pull");
  private static final byte[] SMALLEST_INDEX =
      "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8);

  private HeadStart() {}

  static void take(String... arguments) {
    if (arguments.length > 0 && BUILDING.contains(arguments[0])) {
      Thread.ofPlatform()
          .daemon()
          .name("head-start")
          // A failure here occurs again, and is reported, where the library is needed.
          .uncaughtExceptionHandler((_, _) -> {})
          .start(HeadStart::load);
    }
  }

  private static void load() {
    try {
      ImageIndex.parse(SMALLEST_INDEX, MediaTypes.OCI_INDEX, "");
    } catch (FailureException e) {
      throw new IllegalStateException(e);
    }
    NativeLibraries.useFolderOfThisRun();
    LayerCompression.usesIsa();
  }
}
