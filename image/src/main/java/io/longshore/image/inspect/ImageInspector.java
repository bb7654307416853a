package io.longshore.image.inspect;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.image.SelfDescription;
import io.longshore.image.file.ImageFile;
import io.longshore.image.file.ImageFormat;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.layout.LayoutLocation;
import io.longshore.sif.FileSystemType;
import io.longshore.sif.MalformedSifException;
import io.longshore.sif.SifDescriptor;
import io.longshore.sif.SifFile;
import io.longshore.squashfs.CompressorUnavailableException;
import io.longshore.squashfs.SquashfsReader;
import io.longshore.squashfs.UnsupportedSquashfsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the self-description of SIFs, squashfs files and image layouts. */
public final class ImageInspector {
  private ImageInspector() {}

  /**
   * @param location a file, or an image in a layout
   * @param platform which image of a layout; if empty the only one, else that for linux/amd64
   * @throws FailureException of kind GONE if {@code location} does not exist, MALFORMED or
   *     UNSUPPORTED if it is none of the three formats
   */
  public static ImageFacts inspect(LayoutLocation location, Optional<Platform> platform)
      throws IOException {
    Path place = location.path();
    if (location.namesAnImage() || Files.isDirectory(place)) {
      return layout(location, platform);
    }
    try (ImageFile file = ImageFile.open(place)) {
      return inspect(file);
    }
  }

  /**
   * @throws FailureException of kind MALFORMED or UNSUPPORTED if it is no SIF and no squashfs
   */
  public static ImageFacts inspect(ImageFile file) throws IOException {
    return switch (file.format()) {
      case ImageFormat.Sif _ -> sif(file.channel(), file.path());
      case ImageFormat.Squashfs(long offset) -> squashfs(file.channel(), offset, file.path());
      case ImageFormat.Ext _ -> throw file.holdsExt();
      case ImageFormat.AnnexPointer _, ImageFormat.Unknown _ -> throw file.notAnImage();
    };
  }

  private static ImageFacts sif(FileChannel channel, Path place) throws IOException {
    try (SifFile sif = SifFile.open(channel)) {
      RuntimeObjectsReader objects = new RuntimeObjectsReader(sif);
      RuntimeFacts runtime = objects.runtime();
      RootFileSystemFacts root;
      try {
        long offset = rootOffset(sif);
        SquashfsReader reader = SquashfsReader.open(channel, offset);
        if (!objects.hasMetadata()) {
          runtime = objects.addTo(new RuntimeFilesReader(reader).runtime());
        }
        root = new RootFileSystemFacts.Squashfs(reader.superblock(), offset);
      } catch (UnsupportedSquashfsException | ForeignPartitionException e) {
        root = new RootFileSystemFacts.Foreign(e.getMessage());
      } catch (CompressorUnavailableException e) {
        // That is no fault of the image.
        throw e;
      } catch (IOException e) {
        root = new RootFileSystemFacts.Unreadable(e.getMessage());
      }
      return new ImageFacts.OfSif(
          channel.size(), sif.header(), sif.descriptors(), SelfDescription.in(sif), runtime, root);
    } catch (MalformedSifException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          place.toString(),
          "is a damaged SIF: " + e.reason() + ", at byte " + e.offset(),
          "get it again, or build it again from its layout",
          e);
    }
  }

  /** The root file system is no squashfs. */
  private static final class ForeignPartitionException extends IOException {
    private static final long serialVersionUID = 1L;

    ForeignPartitionException(String message) {
      super(message);
    }
  }

  private static long rootOffset(SifFile sif) throws IOException {
    SifDescriptor partition =
        sif.primaryPartition().orElseThrow(() -> new IOException("there is none"));
    FileSystemType type = partition.partition().orElseThrow().fileSystem();
    if (type != FileSystemType.SQUASHFS) {
      throw new ForeignPartitionException(
          "it is " + type.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", not squashfs");
    }
    return partition.offset();
  }

  private static ImageFacts squashfs(FileChannel channel, long offset, Path place)
      throws IOException {
    try {
      SquashfsReader reader = SquashfsReader.open(channel, offset);
      return new ImageFacts.OfSquashfs(
          channel.size(),
          new RuntimeFilesReader(reader).runtime(),
          new RootFileSystemFacts.Squashfs(reader.superblock(), offset));
    } catch (UnsupportedSquashfsException e) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          place.toString(),
          "is a squashfs that Longshore does not read: " + e.getMessage(),
          NextStep.of("another reader knows more: unsquashfs -s {}", place),
          e);
    } catch (CompressorUnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          place.toString(),
          "is a squashfs that cannot be read: " + e.getMessage(),
          NextStep.of("get it again; another reader may know more: unsquashfs -s {}", place),
          e);
    }
  }

  private static ImageFacts layout(LayoutLocation location, Optional<Platform> platform)
      throws IOException {
    ImageLayout opened = location.open();
    LayoutImage image = opened.choose(platform);
    ImageConfig config = image.config();
    return new ImageFacts.OfLayout(
        image.descriptor().digest(),
        Optional.of(image.platform().toString()),
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
