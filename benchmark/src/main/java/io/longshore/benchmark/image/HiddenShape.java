package io.longshore.benchmark.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The image of a recipe that installs packages in one step and deletes files in another: the
 * packages that apt fetched and the documentation stay in the first layer, and the second layer
 * hides them.
 *
 * <p>The later version of the image has other contents in some files of the first layer, and a
 * third layer.
 */
final class HiddenShape implements ShapeMaker {
  private static final List<String> INSTALLED =
      List.of("python3-pandas", "python3-scipy", "r-base-core", "r-recommended");

  private static final List<String> ADDED_LATER =
      List.of("python3-sklearn", "python3-sklearn-lib", "python3-statsmodels");
  private static final String ARCHIVES = "var/cache/apt/archives";
  private static final List<String> DOCUMENTATION =
      List.of("usr/share/doc", "usr/share/info", "usr/share/locale", "usr/share/man");

  /** The changed files are one part in this many of all visible bytes, and so are the new files. */
  private static final int CHANGED_PART = 40;

  private final PackageArchive archive;
  private final boolean later;

  HiddenShape(PackageArchive archive, boolean later) {
    this.archive = archive;
    this.later = later;
  }

  @Override
  public List<WrittenLayer> make(Path folder) throws IOException {
    List<String> names = new ArrayList<>(BaseSystem.PACKAGES);
    names.addAll(INSTALLED);
    List<Path> packages = archive.withDependencies(names, HiddenShape::holdsHeaders);
    try (FileSpool spool = FileSpool.in(folder)) {
      PackageReader reader = new PackageReader(spool);
      NavigableMap<String, PackagedFile> files = reader.read(packages);
      List<WrittenLayer> layers = new ArrayList<>();
      long share = visibleBytes(files) / CHANGED_PART;
      NavigableMap<String, PackagedFile> first = later ? changed(files, share, spool) : files;
      layers.add(installed(first, packages, spool, folder.resolve("first")));
      layers.add(tidied(files, packages, folder.resolve("second")));
      if (later) {
        NavigableMap<String, PackagedFile> more = reader.read(archive.only(ADDED_LATER));
        more.keySet().removeAll(files.keySet());
        layers.add(added(more, share, spool, folder.resolve("third")));
      }
      return layers;
    }
  }

  private static WrittenLayer installed(
      NavigableMap<String, PackagedFile> files, List<Path> packages, FileSpool spool, Path target)
      throws IOException {
    try (LayerWriter layer = new LayerWriter(target)) {
      new LayeredFiles(spool).write(files.values(), layer);
      layer.directory(ARCHIVES);
      for (Path file : packages) {
        layer.file(
            ARCHIVES + "/" + file.getFileName(),
            0644,
            0,
            0,
            Files.size(file),
            out -> Files.copy(file, out));
      }
      return layer.finish();
    }
  }

  private static WrittenLayer tidied(
      NavigableMap<String, PackagedFile> files, List<Path> packages, Path target)
      throws IOException {
    try (LayerWriter layer = new LayerWriter(target)) {
      for (String folder : DOCUMENTATION) {
        if (files.containsKey(folder)) {
          layer.whiteout(folder);
        }
      }
      for (Path file : packages) {
        layer.whiteout(ARCHIVES + "/" + file.getFileName());
      }
      return layer.finish();
    }
  }

  private static WrittenLayer added(
      NavigableMap<String, PackagedFile> files, long bytes, FileSpool spool, Path target)
      throws IOException {
    List<PackagedFile> chosen = new ArrayList<>();
    long left = bytes;
    for (PackagedFile file : files.values()) {
      if (file instanceof PackagedFile.Regular regular) {
        if (isHidden(regular.path()) || regular.content().size() > left) {
          continue;
        }
        left -= regular.content().size();
        chosen.add(file);
      }
    }
    try (LayerWriter layer = new LayerWriter(target)) {
      new LayeredFiles(spool).write(chosen, layer);
      return layer.finish();
    }
  }

  /**
   * The same files, of which some, with {@code bytes} bytes together and spread over the image,
   * have other contents.
   */
  private static NavigableMap<String, PackagedFile> changed(
      NavigableMap<String, PackagedFile> files, long bytes, FileSpool spool) throws IOException {
    NavigableMap<String, PackagedFile> result = new TreeMap<>(files);
    long left = bytes;
    for (PackagedFile.Regular file : inMixedOrder(files.values())) {
      long size = file.content().size();
      if (size > 0 && size <= left && !isHidden(file.path())) {
        left -= size;
        result.put(
            file.path(),
            new PackagedFile.Regular(
                file.path(),
                file.mode(),
                file.uid(),
                file.gid(),
                spool.append(new ByteArrayInputStream(turned(spool, file)))));
      }
    }
    return result;
  }

  /** The content with its halves exchanged and one byte added. */
  private static byte[] turned(FileSpool spool, PackagedFile.Regular file) throws IOException {
    byte[] content = spool.read(file.content());
    byte[] result = new byte[content.length + 1];
    int cut = content.length / 3;
    System.arraycopy(content, cut, result, 0, content.length - cut);
    System.arraycopy(content, 0, result, content.length - cut, cut);
    result[content.length] = '\n';
    return result;
  }

  private static List<PackagedFile.Regular> inMixedOrder(Collection<PackagedFile> files) {
    TreeMap<Long, PackagedFile.Regular> mixed = new TreeMap<>();
    for (PackagedFile file : files) {
      if (file instanceof PackagedFile.Regular regular) {
        CRC32 sum = new CRC32();
        sum.update(file.path().getBytes(StandardCharsets.UTF_8));
        mixed.put(sum.getValue(), regular);
      }
    }
    return List.copyOf(mixed.values());
  }

  private static long visibleBytes(NavigableMap<String, PackagedFile> files) {
    long bytes = 0;
    for (PackagedFile file : files.values()) {
      if (file instanceof PackagedFile.Regular regular && !isHidden(regular.path())) {
        bytes += regular.content().size();
      }
    }
    return bytes;
  }

  /** Whether the package has headers and static libraries, which only compilers read. */
  private static boolean holdsHeaders(String name) {
    return name.endsWith("-dev");
  }

  private static boolean isHidden(String path) {
    return DOCUMENTATION.stream().anyMatch(folder -> path.startsWith(folder + "/"));
  }
}
