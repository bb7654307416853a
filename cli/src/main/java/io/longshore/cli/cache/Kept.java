package io.longshore.cli.cache;

import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.KeptFiles;
import java.nio.file.Path;
import java.util.List;

/** Files of one kind that can be had again. */
public record Kept(Kind kind, Path folder, List<KeptFile> files) {

  /** What the files are good for, and who left them. */
  public enum Kind {
    BLOCKS("blocks", "compressed blocks"),
    MANIFESTS("manifests", "manifests fetched before"),
    STATUS("status", "what status read before"),
    TEMPORARY("temporary", "temporary folders of dead runs"),
    PARTIAL_DOWNLOADS("partial_downloads", "parts of layers whose download broke off"),
    DEAD_RUN("dead_run", "files that a dead run had under way"),
    RUNNING("running", "files of a run at work");

    private final String label;
    private final String words;

    Kind(String label, String words) {
      this.label = label;
      this.words = words;
    }

    /** For programs. */
    String label() {
      return label;
    }

    /** For people. */
    String words() {
      return words;
    }
  }

  public Kept {
    files = List.copyOf(files);
  }

  long bytes() {
    return KeptFiles.size(files);
  }
}
