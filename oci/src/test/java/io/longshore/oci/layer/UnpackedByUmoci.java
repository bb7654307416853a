package io.longshore.oci.layer;

import io.longshore.ground.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Has the real umoci unpack a stack of layers, and looks at what it made. */
final class UnpackedByUmoci {
  private final Path directory;

  /**
   * @param directory an empty one, on a file system with extended attributes
   */
  UnpackedByUmoci(Path directory) {
    this.directory = directory;
  }

  /** How umoci ended: the tree, or what it said. */
  record Outcome(Optional<Map<String, ObservedFile>> tree, String messages) {}

  Outcome unpack(List<byte[]> tars) throws IOException {
    Path layout = Files.createDirectory(directory.resolve("layout"));
    writeLayout(layout, tars);
    Path root = directory.resolve("root");
    Path messages = directory.resolve("messages");
    int exit =
        run(
            messages,
            "sh",
            "-c",
            "umask 022; exec umoci raw unpack --image \"$1\":test \"$2\"",
            "sh",
            layout.toString(),
            root.toString());
    String said = Files.readString(messages);
    if (exit != 0) {
      return new Outcome(Optional.empty(), said);
    }
    return new Outcome(Optional.of(ObservedFolder.read(root)), said);
  }

  private static int run(Path output, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw new IOException(e);
    }
  }

  private static void writeLayout(Path layout, List<byte[]> tars) throws IOException {
    Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    List<String> layers = new ArrayList<>();
    List<String> diffIds = new ArrayList<>();
    for (byte[] tar : tars) {
      byte[] blob = InMemoryBlobs.gzip(tar);
      layers.add(store(blobs, blob, "application/vnd.oci.image.layer.v1.tar+gzip", ""));
      diffIds.add('"' + Digest.of(tar).toString() + '"');
    }
    String config =
        store(
            blobs,
            utf8(
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\","
                    + "\"diff_ids\":"
                    + diffIds
                    + "}}"),
            "application/vnd.oci.image.config.v1+json",
            "");
    String manifest =
        store(
            blobs,
            utf8("{\"schemaVersion\":2,\"config\":" + config + ",\"layers\":" + layers + "}"),
            "application/vnd.oci.image.manifest.v1+json",
            ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"test\"}");
    Files.writeString(
        layout.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[" + manifest + "]}");
  }

  private static String store(Path blobs, byte[] blob, String mediaType, String more)
      throws IOException {
    Digest digest = Digest.of(blob);
    Files.write(blobs.resolve(digest.hex()), blob);
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(mediaType, digest, blob.length, more);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void deleteRecursively(Path top) {
    try (Stream<Path> walk = Files.walk(top).sorted(Comparator.reverseOrder())) {
      walk.forEach(
          path -> {
            try {
              Files.delete(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
