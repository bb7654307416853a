package io.longshore.oci.layer;

import io.longshore.oci.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    return new Outcome(Optional.of(observe(root)), said);
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

  private Map<String, ObservedFile> observe(Path root) throws IOException {
    Map<String, Map<String, String>> extended = extendedAttributes(root);
    Map<String, ObservedFile> files = new TreeMap<>();
    Map<Object, String> firstNames = new HashMap<>();
    try (Stream<Path> walk = Files.walk(root).sorted(Comparator.comparing(Path::toString))) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        String name = root.relativize(path).toString();
        Map<String, Object> unix = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
        String first = firstNames.computeIfAbsent(unix.get("ino"), inode -> name);
        files.put(name, observed(path, unix, first, extended.getOrDefault(name, Map.of())));
      }
    }
    return files;
  }

  private static ObservedFile observed(
      Path path, Map<String, Object> unix, String firstName, Map<String, String> extended)
      throws IOException {
    int mode = (int) unix.get("mode");
    int format = mode & 0170000;
    long rdev = (long) unix.get("rdev");
    String kind =
        switch (format) {
          case 0040000 -> "directory";
          case 0100000 -> "file " + Files.readString(path);
          case 0120000 -> "link to " + Files.readSymbolicLink(path);
          case 0010000 -> "fifo";
          case 0020000 -> "character device " + (rdev >> 8 & 0xfff) + ":" + minor(rdev);
          case 0060000 -> "block device " + (rdev >> 8 & 0xfff) + ":" + minor(rdev);
          default -> "format " + Integer.toOctalString(format);
        };
    return new ObservedFile(
        kind,
        format == 0120000 ? 0 : mode & 07777,
        (int) unix.get("uid"),
        (int) unix.get("gid"),
        ((FileTime) unix.get("lastModifiedTime")).to(java.util.concurrent.TimeUnit.SECONDS),
        firstName,
        extended);
  }

  private static long minor(long rdev) {
    return (rdev & 0xff) | (rdev >> 12 & 0xfff00);
  }

  /** By path; values in hexadecimal. */
  private Map<String, Map<String, String>> extendedAttributes(Path root) throws IOException {
    Path listing = directory.resolve("attributes");
    int exit =
        run(
            listing,
            "sh",
            "-c",
            "cd \"$1\" && exec getfattr -R -P -h -d -e hex -m '^(user|trusted)' .",
            "sh",
            root.toString());
    if (exit != 0) {
      throw new IOException("getfattr: " + Files.readString(listing));
    }
    Map<String, Map<String, String>> found = new HashMap<>();
    String path = "";
    for (String line : Files.readAllLines(listing)) {
      if (line.startsWith("# file: ")) {
        path = line.substring("# file: ".length()).replaceFirst("^\\./?", "");
      } else if (line.contains("=")) {
        String[] parts = line.split("=0x", 2);
        found.computeIfAbsent(path, p -> new TreeMap<>()).put(parts[0], parts[1]);
      }
    }
    return found;
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
