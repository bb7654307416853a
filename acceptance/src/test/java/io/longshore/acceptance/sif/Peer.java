package io.longshore.acceptance.sif;

import io.longshore.acceptance.collection.Shell;
import io.longshore.oci.layer.ObservedFile;
import io.longshore.oci.layer.ObservedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.NavigableMap;

/** Programs that turn an image layout into a root file system as we do. Both take root. */
enum Peer {
  UMOCI {
    @Override
    Outcome unpack(Path layout, Path scratch) throws IOException {
      Path root = scratch.resolve("rootfs");
      long start = Instant.now().getEpochSecond();
      Shell.Result result =
          Shell.in(scratch)
              .attempt(
                  "sh",
                  "-c",
                  "umask 022; exec umoci raw unpack --image \"$1\" \"$2\"",
                  "sh",
                  layout + ":" + Layouts.TAG,
                  root.toString());
      if (result.exitCode() != 0) {
        return new Outcome.Refused(result.errors() + result.output());
      }
      try {
        return new Outcome.Unpacked(ObservedFolder.read(root), start);
      } finally {
        Shell.in(scratch).run("rm", "-rf", "--one-file-system", root.toString());
      }
    }
  },

  APPTAINER {
    @Override
    Outcome unpack(Path layout, Path scratch) throws IOException {
      Path sif = scratch.resolve("theirs.sif");
      long start = Instant.now().getEpochSecond();
      Shell.Result result =
          Apptainer.run(Shell.in(scratch), "build", "--force", sif.toString(), "oci:" + layout);
      if (result.exitCode() != 0) {
        return new Outcome.Refused(result.errors() + result.output());
      }
      return new Outcome.Unpacked(SifReader.KERNEL.read(sif), start);
    }
  };

  sealed interface Outcome {
    /**
     * @param start of unpacking, in seconds since 1970: later times are not of the image
     */
    record Unpacked(NavigableMap<String, ObservedFile> tree, long start) implements Outcome {}

    record Refused(String messages) implements Outcome {
      /** umoci before 0.5 refuses a file where an entry needs a directory; we replace it. */
      boolean isFileAsDirectory() {
        return messages.contains("mkdir parent");
      }
    }
  }

  /**
   * @param scratch an existing folder on a file system with extended attributes
   */
  abstract Outcome unpack(Path layout, Path scratch) throws IOException;
}
