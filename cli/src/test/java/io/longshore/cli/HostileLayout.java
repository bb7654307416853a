package io.longshore.cli;

import io.longshore.ground.Digest;
import io.longshore.oci.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes image layouts in which anything may be wrong. */
final class HostileLayout {
  private final Path folder;
  private final List<String> layers = new ArrayList<>();
  private final List<String> diffIds = new ArrayList<>();
  private String annotations = "{}";

  HostileLayout(Path folder) {
    this.folder = folder;
  }

  /** A descriptor as JSON, without the final brace. */
  static String descriptor(String mediaType, byte[] content) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d"
        .formatted(mediaType, Digest.of(content), content.length);
  }

  byte[] blob(byte[] content) throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.write(blobs.resolve(Digest.of(content).hex()), content);
    return content;
  }

  /** A layer of which all digests are right. */
  HostileLayout layer(byte[] blob, byte[] tar) throws IOException {
    layers.add(descriptor(MediaTypes.OCI_LAYER_TAR, blob(blob)) + "}");
    diffIds.add("\"" + Digest.of(tar) + "\"");
    return this;
  }

  HostileLayout layer(byte[] tar) throws IOException {
    return layer(tar, tar);
  }

  /** Puts other bytes where the digest of {@code blob} leads to. */
  HostileLayout replace(byte[] blob, byte[] other) throws IOException {
    Files.write(folder.resolve("blobs/sha256").resolve(Digest.of(blob).hex()), other);
    return this;
  }

  HostileLayout annotations(String json) {
    annotations = json;
    return this;
  }

  String config() {
    return "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},"
        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
        + String.join(",", diffIds)
        + "]}}";
  }

  String manifest(String config) throws IOException {
    return "{\"schemaVersion\":2,\"config\":"
        + descriptor(MediaTypes.OCI_CONFIG, blob(utf8(config)))
        + "},\"layers\":["
        + String.join(",", layers)
        + "]}";
  }

  Path finish() throws IOException {
    return finish(manifest(config()));
  }

  Path finish(String manifest) throws IOException {
    return finishWithIndex(
        "{\"schemaVersion\":2,\"manifests\":["
            + descriptor(MediaTypes.OCI_MANIFEST, blob(utf8(manifest)))
            + "}],\"annotations\":"
            + annotations
            + "}");
  }

  Path finishWithIndex(String index) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(folder.resolve("index.json"), index);
    return folder;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] zstd(byte[] content, String... options) throws IOException {
    Path plain = Files.createTempFile("plain", ".tar");
    try {
      Files.write(plain, content);
      List<String> command = new ArrayList<>(List.of("zstd", "-q", "-c"));
      command.addAll(List.of(options));
      // Of a file it is told the name of, zstd knows the size, and makes the window no larger.
      Process process =
          new ProcessBuilder(command)
              .redirectInput(plain.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return process.getInputStream().readAllBytes();
    } finally {
      Files.delete(plain);
    }
  }
}
