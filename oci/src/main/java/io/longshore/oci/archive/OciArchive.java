package io.longshore.oci.archive;

import io.longshore.oci.layer.ArchiveFiles;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Tar archives of image layouts. */
public final class OciArchive {
  private static final Pattern BLOB = Pattern.compile("blobs/sha256/[0-9a-f]{64}");

  private OciArchive() {}

  /**
   * Unpacks the layout in {@code archive}.
   *
   * @param folder an empty folder with space for the whole layout
   * @throws io.longshore.ground.FailureException as {@link ArchiveFiles#unpack} and {@link
   *     ImageLayout#open}
   */
  public static ImageLayout unpack(Path archive, Path folder, LayerLimits limits)
      throws IOException {
    ArchiveFiles files =
        ArchiveFiles.unpack(archive, Files.createDirectory(folder.resolve("files")), limits);
    Path layout = folder.resolve("layout");
    Files.createDirectories(layout.resolve("blobs/sha256"));
    Files.move(files.require(LayoutPaths.INDEX), layout.resolve(LayoutPaths.INDEX));
    for (String name : files.names()) {
      if (name.equals(LayoutPaths.OCI_LAYOUT) || BLOB.matcher(name).matches()) {
        Files.move(files.require(name), layout.resolve(name));
      }
    }
    return ImageLayout.open(layout);
  }
}
