package io.longshore.image.inspect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.sif.FileSystemType;
import io.longshore.sif.MalformedSifException;
import io.longshore.sif.SifDescriptor;
import io.longshore.sif.SifFile;
import io.longshore.squashfs.SquashfsReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what SIFs, squashfs files and image layouts say of themselves. */
public final class ImageInspector {
  private static final byte[] SQUASHFS = "hsqs".getBytes(US_ASCII);
  private static final byte[] SIF = "SIF_MAGIC".getBytes(US_ASCII);
  private static final int SIF_MAGIC_OFFSET = 32;

  private ImageInspector() {}

  /**
   * @param place a file, or the folder of a layout with one image
   * @throws FailureException of kind GONE if there is nothing, MALFORMED or UNSUPPORTED if it is
   *     nothing of these three
   */
  public static ImageFacts inspect(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return layout(place);
    }
    if (!Files.exists(place)) {
      throw new FailureException(
          FailureKind.GONE,
          place.toString(),
          Files.isSymbolicLink(place) ? "is a link to what is not here" : "is not there",
          Files.isSymbolicLink(place)
              ? "run: git annex get " + place
              : "name a SIF, a squashfs file, or the folder of an image layout");
    }
    try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
      byte[] start = Channels.newInputStream(channel).readNBytes(SIF_MAGIC_OFFSET + SIF.length);
      if (hasAt(start, SIF_MAGIC_OFFSET, SIF)) {
        return sif(channel, place);
      }
      if (hasAt(start, 0, SQUASHFS)) {
        return squashfs(channel, place);
      }
      throw new FailureException(
          FailureKind.MALFORMED,
          place.toString(),
          "is neither a SIF nor a squashfs",
          "look what it is: file -L " + place);
    }
  }

  private static boolean hasAt(byte[] start, int offset, byte[] magic) {
    return start.length >= offset + magic.length
        && Arrays.equals(start, offset, offset + magic.length, magic, 0, magic.length);
  }

  private static ImageFacts sif(FileChannel channel, Path place) throws IOException {
    try (SifFile sif = SifFile.open(channel)) {
      RuntimeObjectsReader objects = new RuntimeObjectsReader(sif);
      RuntimeFacts runtime = objects.runtime();
      RootFileSystemFacts root;
      try {
        SquashfsReader reader = root(channel, sif);
        if (!objects.hasMetadata()) {
          runtime = objects.addTo(new RuntimeFilesReader(reader).runtime());
        }
        root = new RootFileSystemFacts.Squashfs(reader.superblock());
      } catch (IOException e) {
        root = new RootFileSystemFacts.Unreadable(e.getMessage());
      }
      return new ImageFacts.OfSif(
          channel.size(),
          sif.header(),
          sif.descriptors(),
          objects.selfDescription(),
          runtime,
          root);
    } catch (MalformedSifException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          place.toString(),
          "is a damaged SIF: " + e.reason() + ", at byte " + e.offset(),
          "get it again, or build it again from its layout",
          e);
    }
  }

  private static SquashfsReader root(FileChannel channel, SifFile sif) throws IOException {
    SifDescriptor partition =
        sif.primaryPartition().orElseThrow(() -> new IOException("there is none"));
    FileSystemType type = partition.partition().orElseThrow().fileSystem();
    if (type != FileSystemType.SQUASHFS) {
      throw new IOException(
          "it is " + type.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", not squashfs");
    }
    return SquashfsReader.open(channel, partition.offset());
  }

  private static ImageFacts squashfs(FileChannel channel, Path place) throws IOException {
    try {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      return new ImageFacts.OfSquashfs(
          channel.size(),
          new RuntimeFilesReader(reader).runtime(),
          new RootFileSystemFacts.Squashfs(reader.superblock()));
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          place.toString(),
          "is a squashfs that cannot be read: " + e.getMessage(),
          "get it again; another reader may know more: unsquashfs -s " + place,
          e);
    }
  }

  private static ImageFacts layout(Path place) throws IOException {
    ImageLayout opened = ImageLayout.open(place);
    LayoutImage image = opened.soleImage();
    ImageConfig config = image.config();
    return new ImageFacts.OfLayout(
        image.descriptor().digest(),
        config.platform().map(Platform::toString),
        config.created().map(Instant::toString),
        image.manifest().layers(),
        new TreeMap<>(opened.annotations()),
        new RuntimeFacts(
            new TreeMap<>(config.labels()),
            config.entrypoint(),
            config.command(),
            config.environment(),
            new LinkedHashMap<>(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
