package io.longshore.oci.layout;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.StrangersJson;
import io.longshore.oci.VerifyingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An image layout, opened for reading. */
public final class ImageLayout {
  private static final int MAX_DOCUMENT_BYTES = 4 << 20;

  /** The most images that a message lists. */
  private static final int MOST_TOLD = 20;

  private static final JsonMapper MAPPER = StrangersJson.mapper().build();

  private final Path directory;
  private final ImageIndex index;

  private ImageLayout(Path directory, ImageIndex index) {
    this.directory = directory;
    this.index = index;
  }

  /**
   * Checks the version and reads the index; reads no blob yet. A folder without the file {@code
   * oci-layout} counts as version 1.0.0, the only existing one: some tools do not write the file,
   * and Apptainer does not require it.
   *
   * @throws FailureException of kind {@link FailureKind#MISSING} if there is no layout at {@code
   *     directory}, {@link FailureKind#UNSUPPORTED} for another version of the format, {@link
   *     FailureKind#MALFORMED} otherwise
   */
  public static ImageLayout open(Path directory) throws IOException {
    if (Files.isRegularFile(directory)) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          directory.toString(),
          "is a file, and not the folder of an image layout",
          NextStep.of(
              "if it is an archive of one, name it as oci-archive:{} (docker-archive:{} if 'docker"
                  + " save' wrote it), which longshore build and longshore add take",
              directory,
              directory));
    }
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
   *     FailureKind#UNSUPPORTED} if the blob is larger, {@link FailureKind#MALFORMED} if its bytes
   *     do not match the descriptor
   */
  public byte[] read(Descriptor descriptor) throws IOException {
    String subject = LayoutPaths.blob(directory, descriptor.digest()).toString();
    if (descriptor.size() > MAX_DOCUMENT_BYTES) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          subject,
          "is announced with "
              + descriptor.size()
              + " bytes; manifests and configs may have "
              + MAX_DOCUMENT_BYTES
              + " (4 MiB)",
          "use an image with a smaller one: long histories and labels are what makes them large");
    }
    LayoutBlobSource blobs = blobs();
    try (InputStream in =
        new VerifyingInputStream(
            blobs.open(descriptor), descriptor, subject, blobs.remedy(descriptor))) {
      return in.readAllBytes();
    }
  }

  /**
   * Finds the image for {@code platform}, also in nested indexes. Artifacts do not count as images,
   * and an image with several names counts once.
   *
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED}, listing the images, if no
   *     image fits, or several fit and nothing decides between them
   */
  public LayoutImage select(Platform platform) throws IOException {
    ImageSearch search = search();
    ImageSearch.Best best = search.best(search.flat(index), platform, MOST_TOLD);
    int found = best.all().size();
    if (found > 1) {
      String number = found < MOST_TOLD ? "" + found : MOST_TOLD + " or more";
      throw severalImages("has " + number + " images for " + platform, best.all());
    }
    return best.first();
  }

  private ImageSearch search() {
    return new ImageSearch(
        new ImageSearch.Documents() {
          @Override
          public ImageSearch.Document manifestOrIndex(Descriptor descriptor) throws IOException {
            String type = descriptor.mediaType();
            return new ImageSearch.Document(
                MediaTypes.isGeneric(type) ? "" : type, read(descriptor));
          }

          @Override
          public byte[] config(Descriptor descriptor) throws IOException {
            return read(descriptor);
          }
        },
        directory.toString());
  }

  private FailureException severalImages(String problem, List<Descriptor> found) {
    List<String> typed =
        found.stream()
            .limit(MOST_TOLD)
            .map(image -> LayoutLocation.typed(directory, image))
            .toList();
    return new FailureException(
        FailureKind.UNSUPPORTED,
        directory.toString(),
        problem,
        typed.isEmpty()
            ? NextStep.of("name a layout that holds an image")
            : NextStep.of("name one of them: {}", typed));
  }

  /**
   * The same layout with only the images that have the name {@code name} in the annotations {@code
   * org.opencontainers.image.ref.name} or {@code io.containerd.image.name}.
   *
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED}, listing the existing names,
   *     if no image has the name
   */
  public ImageLayout named(String name) throws FailureException {
    List<Descriptor> found =
        index.manifests().stream().filter(image -> ImageName.isNamed(image, name)).toList();
    if (found.isEmpty()) {
      List<String> names =
          index.manifests().stream().flatMap(image -> ImageName.of(image).stream()).toList();
      throw new FailureException(
          FailureKind.MISSING,
          directory.toString(),
          "has no image '" + name + "'",
          names.isEmpty()
              ? NextStep.of("leave out the tag: the images in it have none")
              : NextStep.of("name one of those in it: {}", names));
    }
    return with(found);
  }

  /**
   * The same layout with only the image or index of this digest, which may be in nested indexes.
   *
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED}, listing the existing digests,
   *     if there is no such image
   */
  public ImageLayout with(Digest digest) throws IOException {
    List<Descriptor> all = new ArrayList<>(index.manifests());
    all.addAll(search().flat(index).manifests());
    List<Descriptor> found = all.stream().filter(image -> image.digest().equals(digest)).toList();
    if (found.isEmpty()) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          directory.toString(),
          "names nothing with the digest " + digest,
          NextStep.of(
              "name one of those in it: {}",
              all.stream().map(image -> image.digest().toString()).distinct().toList()));
    }
    return with(List.of(found.getLast())); // with what the indexes on the way say
  }

  private ImageLayout with(List<Descriptor> manifests) {
    return new ImageLayout(
        directory, new ImageIndex(index.mediaType(), manifests, index.annotations()));
  }

  /**
   * The only image of a layout, whatever its platform.
   *
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED} if the layout has no image or
   *     several
   */
  public LayoutImage soleImage() throws IOException {
    ImageSearch search = search();
    List<Descriptor> images = search.withoutArtifacts(search.flat(index));
    if (images.size() != 1) {
      throw severalImages("holds " + images.size() + " images where one is expected", images);
    }
    return search.image(images.getFirst());
  }

  /**
   * The image for {@code platform}. If {@code platform} is empty: the only image, whatever its
   * platform, or of several images the one for linux/amd64.
   *
   * @throws FailureException as {@link #select}
   */
  public LayoutImage choose(Optional<Platform> platform) throws IOException {
    if (platform.isPresent()) {
      return select(platform.get());
    }
    ImageSearch search = search();
    List<Descriptor> images = search.flat(index).images();
    if (images.size() > 1) {
      images = search.withoutArtifacts(search.flat(index));
    }
    return images.size() == 1 ? search.image(images.getFirst()) : select(Platform.LINUX_AMD64);
  }

  private static void checkVersion(Path directory) throws IOException {
    Path file = directory.resolve(LayoutPaths.OCI_LAYOUT);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
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
    // Reading a named pipe might never end.
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
          FailureKind.MISSING,
          directory.toString(),
          "is no image layout: " + file.getFileName() + " is not there",
          Files.isSymbolicLink(file)
              ? NextStep.of("run: git -C {} annex get .", directory)
              : NextStep.of("name a folder that holds index.json and blobs"),
          e);
    }
  }

  private static FailureException malformed(String subject, String problem) {
    return new FailureException(
        FailureKind.MALFORMED, subject, problem, "restore it from git, or make the layout again");
  }
}
