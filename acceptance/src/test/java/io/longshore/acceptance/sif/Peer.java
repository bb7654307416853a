package io.longshore.acceptance.sif;

import io.longshore.acceptance.collection.Shell;
import io.longshore.oci.layer.ObservedFile;
import io.longshore.oci.layer.ObservedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;

/** Programs that turn an image layout into a root file system as we do. Both take root. */
enum Peer {
  UMOCI {
    @Override
    String release() {
      return Shell.in(Path.of("/")).run("umoci", "--version");
    }

    @Override
    Outcome ask(Path layout, Path scratch) throws IOException {
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
    String release() {
      return Apptainer.run(Shell.in(Path.of("/")), "--version").output();
    }

    @Override
    Outcome ask(Path layout, Path scratch) throws IOException {
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

  abstract String release();

  /** Has it unpack, whatever is remembered. */
  abstract Outcome ask(Path layout, Path scratch) throws IOException;

  /**
   * @param scratch an existing folder on a file system with extended attributes
   */
  Outcome unpack(Path layout, Path scratch) throws IOException {
    PeerMemory memory = PeerMemory.of(this, layout, scratch);
    Optional<Outcome.Unpacked> known = memory.recall();
    if (known.isPresent()) {
      return known.get();
    }
    Outcome outcome = ask(layout, scratch);
    if (outcome instanceof Outcome.Unpacked unpacked) {
      memory.keep(unpacked);
    }
    return outcome;
  }
}
