package io.longshore.oci.archive;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.Manifest;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.SavedImage;
import io.longshore.oci.layer.ArchiveFiles;
import io.longshore.oci.layer.LayerCompression;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layout.LayoutDocuments;
import io.longshore.oci.layout.LayoutImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An archive that {@code docker save} writes. Its {@code manifest.json} names the config and the
 * layers of each image. The archive has no manifest as registries do, so a manifest is made that
 * depends on config and layers alone.
 *
 * @see <a
 *     href="https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#combined-image-json--filesystem-changeset-format">
 *     Docker image specification, combined format</a>
 */
public final class DockerArchive {
  private static final String MANIFEST = "manifest.json";
  private static final int MAX_DOCUMENT_BYTES = 4 << 20;

  /**
   * The place of an image in the archive, from 0.
   *
   * @see <a
   *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-transports.5.md">
   *     containers-transports(5), docker-archive</a>
   */
  private static final Pattern PLACE = Pattern.compile("@([0-9]{1,9})");

  private final Path archive;
  private final ArchiveFiles files;

  private DockerArchive(Path archive, ArchiveFiles files) {
    this.archive = archive;
    this.files = files;
  }

  /**
   * @param folder an empty folder with space for the whole archive
   * @throws FailureException as {@link ArchiveFiles#unpack}
   */
  public static DockerArchive unpack(Path archive, Path folder, LayerLimits limits)
      throws IOException {
    return new DockerArchive(archive, ArchiveFiles.unpack(archive, folder, limits));
  }

  /**
   * Reads an image without its layers.
   *
   * @param name the reference of the image, or {@code @} and its place in the archive, from 0; may
   *     be empty if the archive has one image
   * @param platform the wanted platform; empty for any platform
   * @throws FailureException of kind {@link FailureKind#MALFORMED} if the archive is malformed,
   *     {@link FailureKind#UNSUPPORTED} if it has no such image
   */
  public LocalImage image(Optional<String> name, Optional<Platform> platform) throws IOException {
    SavedImage saved = select(name);
    byte[] configBytes = document(saved.config());
    ImageConfig config = ImageConfig.parse(configBytes, archive.toString());
    Map<Digest, Path> contents = new HashMap<>();
    Map<Path, Descriptor> described = new HashMap<>();
    List<Descriptor> layers = new ArrayList<>();
    if (saved.layers().size() > Manifest.MOST_LAYERS) {
      throw Manifest.tooManyLayers(archive.toString(), saved.layers().size());
    }
    for (String layer : saved.layers()) {
      Path content = files.require(layer);
      // Several images may name the same layer, which is one file.
      Descriptor descriptor = described.get(content);
      if (descriptor == null) {
        descriptor = describe(content);
        described.put(content, descriptor);
      }
      layers.add(descriptor);
      contents.put(descriptor.digest(), content);
    }
    String text =
        LayoutDocuments.manifest(
            new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(configBytes), configBytes.length),
            layers);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Manifest manifest = Manifest.parse(bytes, MediaTypes.OCI_MANIFEST, archive.toString());
    config.checkAgainst(manifest, archive.toString());
    if (platform.isPresent()) {
      config.checkPlatform(platform.get(), archive.toString());
    }
    Descriptor descriptor = new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(bytes), bytes.length);
    return new LocalImage(
        new LayoutImage(descriptor, bytes, manifest, configBytes, config), blobs(contents));
  }

  private static BlobSource blobs(Map<Digest, Path> contents) {
    return descriptor -> Files.newInputStream(contents.get(descriptor.digest()));
  }

  private SavedImage select(Optional<String> name) throws IOException {
    List<SavedImage> images = SavedImage.parse(document(MANIFEST), archive + ", its " + MANIFEST);
    if (images.isEmpty()) {
      throw files.malformed("names no image in its " + MANIFEST);
    }
    List<SavedImage> chosen = name.isEmpty() ? images : called(name.get(), images);
    if (chosen.size() != 1) {
      String problem =
          name.isEmpty()
              ? "holds " + chosen.size() + " images where one is expected"
              : "has " + (chosen.isEmpty() ? "no image " : chosen.size() + " images ") + name.get();
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          archive.toString(),
          problem,
          NextStep.of(
              "name one of those in it: docker-archive:{}:NAME, where NAME is one of {}",
              archive,
              names(images)));
    }
    return chosen.getFirst();
  }

  private static List<SavedImage> called(String name, List<SavedImage> images) {
    Matcher place = PLACE.matcher(name);
    if (place.matches()) {
      return images.stream().skip(Long.parseLong(place.group(1))).limit(1).toList();
    }
    return images.stream().filter(image -> isNamed(image, name)).toList();
  }

  /** What each image can be called by: its tags, or its place where they do not tell it apart. */
  private static List<String> names(List<SavedImage> images) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      List<String> own =
          images.get(i).tags().stream().filter(tag -> called(tag, images).size() == 1).toList();
      names.addAll(own.isEmpty() ? List.of("@" + i) : own);
    }
    return names;
  }

  private static boolean isNamed(SavedImage image, String name) {
    return image.tags().stream().anyMatch(tag -> tag.equals(name) || isSame(tag, name));
  }

  private static boolean isSame(String tag, String name) {
    try {
      return Reference.parse(tag).equals(Reference.parse(name));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private byte[] document(String name) throws IOException {
    Path file = files.require(name);
    if (Files.size(file) > MAX_DOCUMENT_BYTES) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          archive.toString(),
          "has a "
              + name
              + " of "
              + Files.size(file)
              + " bytes; "
              + MAX_DOCUMENT_BYTES
              + " (4 MiB) are possible",
          "use an image with a smaller one: long histories and labels are what makes them large");
    }
    return Files.readAllBytes(file);
  }

  private Descriptor describe(Path layer) throws IOException {
    MessageDigest digest = Digest.newMessageDigest();
    LayerCompression compression;
    try (InputStream in = Files.newInputStream(layer);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      byte[] head = in.readNBytes(LayerCompression.DETECTION_LENGTH);
      compression = LayerCompression.detect(head, archive.toString());
      out.write(head);
      in.transferTo(out);
    }
    String mediaType =
        switch (compression) {
          case NONE -> MediaTypes.OCI_LAYER_TAR;
          case GZIP -> MediaTypes.OCI_LAYER_GZIP;
          case ZSTD -> MediaTypes.OCI_LAYER_ZSTD;
        };
    return new Descriptor(mediaType, Digest.finish(digest), Files.size(layer));
  }
}
