package io.longshore.benchmark.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;

/** Packages in twelve layers of about the same size. Each file is in one layer only. */
final class LayersShape implements ShapeMaker {
  private static final int LAYERS = 12;
  private static final List<String> INSTALLED = List.of("octave", "python3-astropy");

  private final PackageArchive archive;

  LayersShape(PackageArchive archive) {
    this.archive = archive;
  }

  @Override
  public List<WrittenLayer> make(Path folder) throws IOException {
    List<String> names = new ArrayList<>(BaseSystem.PACKAGES);
    names.addAll(INSTALLED);
    List<WrittenLayer> layers = new ArrayList<>();
    Set<String> below = new HashSet<>();
    for (List<Path> group : groups(archive.withDependencies(names, name -> false))) {
      try (FileSpool spool = FileSpool.in(folder);
          LayerWriter layer = new LayerWriter(folder.resolve("layer" + layers.size()))) {
        NavigableMap<String, PackagedFile> files = new PackageReader(spool).read(group);
        files
            .values()
            .removeIf(
                file -> !(file instanceof PackagedFile.Directory) && below.contains(file.path()));
        below.addAll(files.keySet());
        new LayeredFiles(spool).write(files.values(), layer);
        layers.add(layer.finish());
      }
    }
    return layers;
  }

  /** Divides {@code packages} into groups of about the same size on disk. */
  private static List<List<Path>> groups(List<Path> packages) throws IOException {
    long total = 0;
    for (Path file : packages) {
      total += Files.size(file);
    }
    List<List<Path>> groups = new ArrayList<>();
    long seen = 0;
    for (Path file : packages) {
      if (groups.size() <= seen * LAYERS / total) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(file);
      seen += Files.size(file);
    }
    return groups;
  }
}
