package io.longshore.oci.layout;

import io.longshore.oci.Descriptor;
import io.longshore.oci.Digest;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.Manifest;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.NextStep;
import io.longshore.oci.Platform;
import io.longshore.oci.StrangersJson;
import io.longshore.oci.VerifyingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An image layout that was opened for reading. */
public final class ImageLayout {
  private static final int MAX_DOCUMENT_BYTES = 4 << 20;
  private static final int MAX_NESTED_INDEXES = 4;
  private static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";
  private static final JsonMapper MAPPER = StrangersJson.mapper().build();

  private final Path directory;
  private final ImageIndex index;

  private ImageLayout(Path directory, ImageIndex index) {
    this.directory = directory;
    this.index = index;
  }

  /**
   * Checks the version and reads the index; reads no blob yet.
   *
   * @throws FailureException of kind {@link FailureKind#GONE} if there is no layout at {@code
   *     directory}, {@link FailureKind#UNSUPPORTED} for another version of the format, {@link
   *     FailureKind#MALFORMED} otherwise
   */
  public static ImageLayout open(Path directory) throws IOException {
    checkVersion(directory);
    Path file = directory.resolve(LayoutPaths.INDEX);
    byte[] bytes = readDocument(directory, file);
    return new ImageLayout(
        directory, ImageIndex.parse(bytes, MediaTypes.OCI_INDEX, file.toString()));
  }

  public Path directory() {
    return directory;
  }

  public ImageIndex index() {
    return index;
  }

  /** The annotations of {@code index.json} itself. */
  public Map<String, String> annotations() {
    return index.annotations();
  }

  public LayoutBlobSource blobs() {
    return new LayoutBlobSource(directory);
  }

  /**
   * Reads a blob of at most 4 MiB and checks size and digest.
   *
   * @throws FailureException as {@link LayoutBlobSource#open}; of kind {@link
   *     FailureKind#MALFORMED} if the blob is larger or its bytes are not what they should be
   */
  public byte[] read(Descriptor descriptor) throws IOException {
    String subject = LayoutPaths.blob(directory, descriptor.digest()).toString();
    if (descriptor.size() > MAX_DOCUMENT_BYTES) {
      throw malformed(subject, "is announced with " + descriptor.size() + " bytes");
    }
    LayoutBlobSource blobs = blobs();
    try (InputStream in =
        new VerifyingInputStream(
            blobs.open(descriptor), descriptor, subject, blobs.remedy(descriptor))) {
      return in.readAllBytes();
    }
  }

  /**
   * Finds the image for {@code platform}, through nested indexes if need be. Attestations are no
   * images.
   *
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED}, listing what there is, if no
   *     image will do
   */
  public LayoutImage select(Platform platform) throws IOException {
    Descriptor chosen = index.select(platform, directory.toString());
    for (int nested = 0; MediaTypes.isIndex(chosen.mediaType()); nested++) {
      if (nested == MAX_NESTED_INDEXES) {
        throw malformed(directory.toString(), "has indexes nested too deep");
      }
      ImageIndex inner = ImageIndex.parse(read(chosen), chosen.mediaType(), directory.toString());
      chosen = inner.select(platform, directory.toString());
    }
    LayoutImage image = image(chosen);
    image.config().checkPlatform(platform, directory.toString());
    return image;
  }

  /**
   * The same layout with those images alone that a tool calls {@code name}: by their annotation
   * {@code org.opencontainers.image.ref.name}.
   *
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED}, listing the names there are,
   *     if there is none
   */
  public ImageLayout named(String name) throws FailureException {
    List<Descriptor> found =
        index.manifests().stream()
            .filter(manifest -> name.equals(manifest.annotations().get(REFERENCE_NAME)))
            .toList();
    if (found.isEmpty()) {
      List<String> names =
          index.manifests().stream()
              .flatMap(m -> Stream.ofNullable(m.annotations().get(REFERENCE_NAME)))
              .toList();
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          directory.toString(),
          "has no image '" + name + "'",
          names.isEmpty()
              ? NextStep.of("leave out the tag: the images in it have none")
              : NextStep.of("name one of those in it: {}", names));
    }
    return new ImageLayout(
        directory, new ImageIndex(index.mediaType(), found, index.annotations()));
  }

  /**
   * The image of a layout that holds exactly one, whatever its platform.
   *
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED} if there are none or several
   */
  public LayoutImage soleImage() throws IOException {
    List<Descriptor> manifests = new ArrayList<>();
    collect(index, manifests, new HashSet<>(), 0);
    if (manifests.size() != 1) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          directory.toString(),
          "holds " + manifests.size() + " images where one is expected",
          "choose one with --platform");
    }
    return image(manifests.getFirst());
  }

  /**
   * The image for {@code platform}; if that is empty the only one, whatever its platform, and of
   * several the one for linux/amd64.
   *
   * @throws FailureException as {@link #select}
   */
  public LayoutImage choose(Optional<Platform> platform) throws IOException {
    if (platform.isPresent()) {
      return select(platform.get());
    }
    List<Descriptor> manifests = new ArrayList<>();
    collect(index, manifests, new HashSet<>(), 0);
    return manifests.size() == 1 ? image(manifests.getFirst()) : select(Platform.LINUX_AMD64);
  }

  private void collect(ImageIndex from, List<Descriptor> manifests, Set<Digest> indexes, int nested)
      throws IOException {
    if (nested > MAX_NESTED_INDEXES) {
      throw malformed(directory.toString(), "has indexes nested too deep");
    }
    for (Descriptor descriptor : from.images()) {
      if (MediaTypes.isIndex(descriptor.mediaType())) {
        // Indexes full of one another would take for ever if each were read wherever it is named.
        if (indexes.add(descriptor.digest())) {
          ImageIndex inner =
              ImageIndex.parse(read(descriptor), descriptor.mediaType(), directory.toString());
          collect(inner, manifests, indexes, nested + 1);
        }
      } else {
        manifests.add(descriptor);
      }
    }
  }

  private LayoutImage image(Descriptor descriptor) throws IOException {
    String subject = directory.toString();
    byte[] manifestBytes = read(descriptor);
    Manifest manifest = Manifest.parse(manifestBytes, descriptor.mediaType(), subject);
    byte[] configBytes = read(manifest.config());
    ImageConfig config = ImageConfig.parse(configBytes, subject);
    config.checkAgainst(manifest, subject);
    return new LayoutImage(descriptor, manifestBytes, manifest, configBytes, config);
  }

  private static void checkVersion(Path directory) throws IOException {
    Path file = directory.resolve(LayoutPaths.OCI_LAYOUT);
    String version;
    try {
      JsonNode document = MAPPER.readTree(readDocument(directory, file));
      version = document.path("imageLayoutVersion").asString("");
    } catch (JacksonException e) {
      throw malformed(file.toString(), "is not valid JSON");
    }
    if (!version.equals(LayoutPaths.VERSION)) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          file.toString(),
          "has the layout version '" + version + "' instead of " + LayoutPaths.VERSION,
          "use a Longshore that knows this version, or make the layout again");
    }
  }

  private static byte[] readDocument(Path directory, Path file) throws IOException {
    // A named pipe would never answer.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw malformed(file.toString(), "is no regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_DOCUMENT_BYTES + 1);
      if (bytes.length > MAX_DOCUMENT_BYTES) {
        throw malformed(file.toString(), "is larger than " + MAX_DOCUMENT_BYTES + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new FailureException(
          FailureKind.GONE,
          directory.toString(),
          "is no image layout: " + file.getFileName() + " is not there",
          Files.isSymbolicLink(file)
              ? NextStep.of("run: git -C {} annex get .", directory)
              : NextStep.of("name a folder that holds oci-layout and index.json"),
          e);
    }
  }

  private static FailureException malformed(String subject, String problem) {
    return new FailureException(
        FailureKind.MALFORMED, subject, problem, "restore it from git, or make the layout again");
  }
}
