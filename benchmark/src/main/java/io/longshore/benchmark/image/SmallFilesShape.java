package io.longshore.benchmark.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The small files of packages with sources and documentation. */
final class SmallFilesShape implements ShapeMaker {
  private static final int FILES = 100_000;
  private static final long LARGEST = 16 << 10;
  private static final List<String> PACKAGES =
      List.of(
          "golang-1.19-src",
          "kicad-footprints",
          "libboost1.81-dev",
          "libboost1.81-doc",
          "linux-doc-6.1",
          "openjdk-17-doc",
          "perl-doc",
          "python3-astropy",
          "python3-django",
          "python3-sympy",
          "rust-src",
          "tzdata");

  private final PackageArchive archive;

  SmallFilesShape(PackageArchive archive) {
    this.archive = archive;
  }

  @Override
  public List<WrittenLayer> make(Path folder) throws IOException {
    try (FileSpool spool = FileSpool.in(folder);
        LayerWriter layer = new LayerWriter(folder.resolve("layer"))) {
      NavigableMap<String, PackagedFile> chosen =
          chosen(new PackageReader(spool).read(archive.only(PACKAGES)));
      new LayeredFiles(spool).write(chosen.values(), layer);
      return List.of(layer.finish());
    }
  }

  private static NavigableMap<String, PackagedFile> chosen(NavigableMap<String, PackagedFile> files)
      throws IOException {
    NavigableMap<String, PackagedFile> chosen = new TreeMap<>();
    List<PackagedFile> directories = new ArrayList<>();
    int count = 0;
    for (PackagedFile file : files.values()) {
      if (file instanceof PackagedFile.Directory) {
        directories.add(file);
      } else if (count < FILES
          && file instanceof PackagedFile.Regular regular
          && regular.content().size() <= LARGEST) {
        chosen.put(file.path(), file);
        count++;
      }
    }
    if (count < FILES) {
      throw new IOException("the packages have only " + count + " small files");
    }
    directories.forEach(directory -> chosen.put(directory.path(), directory));
    return chosen;
  }
}
