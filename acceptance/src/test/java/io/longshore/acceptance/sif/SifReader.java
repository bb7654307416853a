package io.longshore.acceptance.sif;

import io.longshore.acceptance.collection.Shell;
import io.longshore.oci.layer.ObservedFile;
import io.longshore.oci.layer.ObservedFolder;
import io.longshore.sif.SifFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableMap;

/** Programs that read the root file system of a SIF. All take root. */
enum SifReader {
  KERNEL {
    @Override
    <T> T look(Path sif, Look<T> look) throws IOException {
      String options = "loop,ro,offset=" + offset(sif);
      return mounted(look, sif, "mount", "-t", "squashfs", "-o", options);
    }
  },

  SQUASHFUSE {
    @Override
    <T> T look(Path sif, Look<T> look) throws IOException {
      return mounted(look, sif, "squashfuse", "-o", "offset=" + offset(sif));
    }
  },

  UNSQUASHFS {
    @Override
    <T> T look(Path sif, Look<T> look) throws IOException {
      Path scratch = Files.createTempDirectory("unsquashed");
      try {
        Path tree = scratch.resolve("tree");
        Shell.in(scratch)
            .run(
                "unsquashfs",
                "-no-progress",
                "-offset",
                Long.toString(offset(sif)),
                "-dest",
                tree.toString(),
                sif.toString());
        return look.at(tree);
      } finally {
        Shell.in(scratch).run("rm", "-rf", "--one-file-system", scratch.toString());
      }
    }
  };

  interface Look<T> {
    T at(Path tree) throws IOException;
  }

  /** Looks at the root file system as long as it is there. */
  abstract <T> T look(Path sif, Look<T> look) throws IOException;

  NavigableMap<String, ObservedFile> read(Path sif) throws IOException {
    return look(sif, ObservedFolder::read);
  }

  private static <T> T mounted(Look<T> look, Path sif, String... command) throws IOException {
    Path point = Files.createTempDirectory("mount");
    Shell shell = Shell.in(point.getParent());
    String[] whole = Arrays.copyOf(command, command.length + 2);
    whole[command.length] = sif.toString();
    whole[command.length + 1] = point.toString();
    shell.run(whole);
    try {
      return look.at(point);
    } finally {
      shell.run("umount", point.toString());
      Files.delete(point);
    }
  }

  private static long offset(Path file) throws IOException {
    try (SifFile sif = SifFile.open(file)) {
      return sif.primaryPartition().orElseThrow().offset();
    }
  }
}
