package io.longshore.benchmark.image;

import java.io.IOException;
import java.util.Collection;

/** Writes files of packages to a layer, in the given order and with hard links last. */
final class LayeredFiles {
  private final FileSpool spool;

  LayeredFiles(FileSpool spool) {
    this.spool = spool;
  }

  void write(Collection<PackagedFile> files, LayerWriter layer) throws IOException {
    for (PackagedFile file : files) {
      switch (file) {
        case PackagedFile.Directory directory ->
            layer.directory(directory.path(), directory.mode(), directory.uid(), directory.gid());
        case PackagedFile.Regular regular ->
            layer.file(
                regular.path(),
                regular.mode(),
                regular.uid(),
                regular.gid(),
                regular.content().size(),
                out -> spool.copy(regular.content(), out));
        case PackagedFile.SymbolicLink link -> layer.symbolicLink(link.path(), link.target());
        case PackagedFile.HardLink _ -> {}
      }
    }
    for (PackagedFile file : files) {
      if (file instanceof PackagedFile.HardLink link) {
        layer.hardLink(link.path(), link.target());
      }
    }
  }
}
