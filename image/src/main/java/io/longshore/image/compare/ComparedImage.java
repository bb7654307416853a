package io.longshore.image.compare;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.Presence;
import io.longshore.image.ContainerImage;
import io.longshore.image.ImageProvenance;
import io.longshore.image.SelfDescription;
import io.longshore.image.SifBuilder;
import io.longshore.image.file.ImageFile;
import io.longshore.image.file.ImageFormat;
import io.longshore.oci.Platform;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.layout.LayoutLocation;
import io.longshore.sif.FileSystemType;
import io.longshore.sif.MalformedSifException;
import io.longshore.sif.SifDescriptor;
import io.longshore.sif.SifFile;
import io.longshore.squashfs.SquashfsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An image opened for comparison. The tree of a layout is the tree that its SIF would have.
 *
 * @param format in words: {@code SIF}, {@code squashfs}, {@code image layout}
 * @param bytes size of the file, or of the compressed layers
 * @param recipeDirectories absolute paths of the directories that a recipe asked for, if they are
 *     known
 */
public record ComparedImage(
    String format,
    long bytes,
    TreeEntry root,
    Set<String> recipeDirectories,
    AutoCloseable resource)
    implements AutoCloseable {
  public ComparedImage {
    recipeDirectories = Collections.unmodifiableSet(new TreeSet<>(recipeDirectories));
  }

  /**
   * Opens an image. A layout is read to its end; a file is read up to the start of its tree.
   *
   * @param platform which image of a layout; if empty the only one, else that for linux/amd64
   * @param limits on the unpacked size of a layout
   * @throws FailureException of kind MISSING if the image or its annexed content is absent;
   *     UNSUPPORTED or MALFORMED if its tree cannot be read
   */
  public static ComparedImage open(
      LayoutLocation location, Optional<Platform> platform, LayerLimits limits) throws IOException {
    if (Presence.of(location.path()).map(BasicFileAttributes::isDirectory).orElse(false)) {
      return layout(location, platform, limits);
    }
    if (location.namesAnImage()) {
      throw new FailureException(
          FailureKind.MISSING,
          location.toString(),
          "would be an image in a layout, and " + location.path() + " is no folder",
          "name a SIF, a squashfs file, or the folder of an image layout");
    }
    return file(location.path());
  }

  private static ComparedImage layout(
      LayoutLocation location, Optional<Platform> platform, LayerLimits limits) throws IOException {
    ImageLayout opened = location.open();
    LayoutImage image = opened.choose(platform);
    String subject = location.path().toString();
    SifBuilder builder =
        SifBuilder.of(ContainerImage.of(image, opened.annotations(), subject), opened.blobs())
            .withLimits(limits);
    return new ComparedImage(
        "image layout",
        image.manifest().layers().stream().mapToLong(layer -> layer.size()).sum(),
        MergedTreeEntry.root(builder.tree(), opened.blobs(), builder.builderSeconds()),
        new TreeSet<>(ImageProvenance.extrasIn(opened.annotations(), subject).directories()),
        () -> {});
  }

  private static ComparedImage file(Path path) throws IOException {
    ImageFile file = ImageFile.open(path);
    try {
      return switch (file.format()) {
        case ImageFormat.Sif _ -> sif(file);
        case ImageFormat.Squashfs(long offset) ->
            new ComparedImage(
                offset == 0 ? "squashfs" : "squashfs of Singularity 2",
                file.channel().size(),
                squashfs(file, offset),
                Set.of(),
                file);
        case ImageFormat.Ext _ -> throw file.holdsExt();
        case ImageFormat.AnnexPointer _, ImageFormat.Unknown _ -> throw file.notAnImage();
      };
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static ComparedImage sif(ImageFile file) throws IOException {
    try {
      // The SIF is not closed here, because closing it would close the channel.
      SifFile sif = SifFile.open(file.channel());
      SifDescriptor partition =
          sif.primaryPartition().orElseThrow(() -> unsupported(file, "no root file system"));
      FileSystemType type = partition.partition().orElseThrow().fileSystem();
      return switch (type) {
        case SQUASHFS ->
            new ComparedImage(
                "SIF",
                file.channel().size(),
                squashfs(file, partition.offset()),
                SelfDescription.in(sif)
                    .<Set<String>>map(said -> new TreeSet<>(said.directories()))
                    .orElse(Set.of()),
                file);
        case EXT3 -> throw file.holdsExt();
        default ->
            throw unsupported(
                file,
                "a root file system that is "
                    + type.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + ", not squashfs");
      };
    } catch (MalformedSifException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          file.path().toString(),
          "is a damaged SIF: " + e.reason() + ", at byte " + e.offset(),
          "get it again, or build it again from its layout",
          e);
    }
  }

  private static TreeEntry squashfs(ImageFile file, long offset) throws IOException {
    try {
      return SquashfsEntry.root(SquashfsReader.open(file.channel(), offset));
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          file.path().toString(),
          "holds a squashfs that cannot be read: " + e.getMessage(),
          NextStep.of(
              "get it again; another reader may know more: unsquashfs -s -offset {} {}",
              offset,
              file.path()),
          e);
    }
  }

  private static FailureException unsupported(ImageFile file, String what) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        file.path().toString(),
        "is a SIF with " + what,
        NextStep.of("look what is in it: longshore inspect {}", file.path()));
  }

  @Override
  public void close() throws IOException {
    try {
      resource.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
