package io.longshore.image;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.image.runtime.BuilderFile;
import io.longshore.image.runtime.RuntimeFiles;
import io.longshore.oci.BlobSource;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.tree.FileNode;
import io.longshore.oci.tree.FilesByLayer;
import io.longshore.oci.tree.HiddenPaths;
import io.longshore.oci.tree.MergedTree;
import io.longshore.squashfs.CompressorUnavailableException;
import io.longshore.squashfs.SquashfsOptions;
import io.longshore.squashfs.SquashfsWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * Writes the squashfs of a SIF from the layers of an image.
 *
 * <p>One pass usually suffices: the paths of the upper layers tell which files they hide. If the
 * merged tree shows that this forecast was wrong, the written data is discarded and a second pass
 * stores the right files. The bytes are the same as if all headers had been read first: data in the
 * order of {@link LayerPass}, then the builder's files.
 */
final class RootPartition {
  private final ContainerImage image;
  private final RecipeExtras extras;
  private final long builderTime;
  private final SquashfsOptions options;
  private final LayerLimits limits;
  private final LayerPass layers;
  private final Way way;

  /** How the layers are read. The choice influences only the time, never the bytes. */
  enum Way {
    FORETELLING,
    HEADERS_FIRST
  }

  RootPartition(
      ContainerImage image,
      BlobSource blobs,
      RecipeExtras extras,
      long builderTime,
      SquashfsOptions options,
      Way way,
      LayerLimits limits)
      throws FailureException {
    this.image = image;
    this.extras = extras;
    this.builderTime = builderTime;
    this.options = options;
    this.way = way;
    this.limits = limits;
    this.layers = new LayerPass(image.layers(), blobs, limits, options.threads());
  }

  /**
   * @return the length of the partition in bytes
   */
  long write(FileChannel channel, long start) throws IOException {
    try {
      return switch (way) {
        case FORETELLING -> writeForetelling(channel, start);
        case HEADERS_FIRST -> writeHeadersFirst(channel, start);
      };
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          image.subject(),
          "does not fit into a squashfs: " + e.getMessage(),
          "use an image without it",
          e);
    } catch (CompressorUnavailableException e) {
      throw new FailureException(
          FailureKind.TOOL,
          image.subject(),
          "cannot be compressed: "
              + e.getMessage()
              + "; it has to lie where only you may write, and where programs may be run (not"
              + " mounted noexec)",
          "set LONGSHORE_TMPDIR to a folder you may write to and run programs from",
          e);
    }
  }

  private long writeForetelling(FileChannel channel, long start) throws IOException {
    MergedTree tree;
    FilesByLayer files;
    try (SquashfsWriter squashfs = new SquashfsWriter(channel, start, options)) {
      LayerPass.Result pass = layers.run(squashfs, forecast());
      tree = merge(pass);
      files = tree.files();
      if (pass.contents().areOf(files)) {
        return finish(squashfs, tree, files.given(), pass.contents());
      }
    }
    try (SquashfsWriter squashfs = new SquashfsWriter(channel, start, options)) {
      return writeKnown(squashfs, tree, files);
    }
  }

  private long writeHeadersFirst(FileChannel channel, long start) throws IOException {
    try (SquashfsWriter squashfs = new SquashfsWriter(channel, start, options)) {
      MergedTree tree = merge(layers.run(squashfs, new FileChoice.Nothing()));
      return writeKnown(squashfs, tree, tree.files());
    }
  }

  private FileChoice forecast() throws FailureException {
    HiddenPaths hidden = new HiddenPaths();
    for (BuilderFile file : RuntimeFiles.of(RuntimeDescription.of(image, extras))) {
      if (file instanceof BuilderFile.BuilderRegular) {
        hidden.addAbove(FilePath.parse(file.path()));
      }
    }
    return new FileChoice.Forecast(hidden);
  }

  private MergedTree merge(LayerPass.Result pass) throws FailureException {
    MergedTree tree = MergedTree.of(pass.logs(), limits);
    RootFileSystem.complete(tree, image, extras, builderTime);
    return tree;
  }

  private long writeKnown(SquashfsWriter squashfs, MergedTree tree, FilesByLayer files)
      throws IOException {
    FileChoice known = FileChoice.Known.of(files, tree.layers().size());
    return finish(squashfs, tree, files.given(), layers.run(squashfs, known).contents());
  }

  private long finish(
      SquashfsWriter squashfs, MergedTree tree, List<FileNode> given, PlacedContents contents)
      throws IOException {
    for (FileNode file : given) {
      contents.addGiven(squashfs.write(tree.givenContent(file), file.size()));
    }
    return squashfs.finish(
        new SquashfsTree(contents, builderTime).directory(tree.root()), builderTime);
  }
}
