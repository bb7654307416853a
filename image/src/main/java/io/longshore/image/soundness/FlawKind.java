package io.longshore.image.soundness;

import java.util.Locale;

/** What can be wrong with an image. The codes are stable: scripts rely on them. */
public enum FlawKind {
  /** A part of the file cannot be read. */
  DAMAGED,
  /**
   * The file may not be read, its file system is none that Longshore reads, or a part is left out.
   */
  NOT_TESTED,
  /** The layout beside the SIF holds another image than the SIF was built from. */
  OTHER_IMAGE,
  /** {@code apptainer run} starts a shell instead, and ends with exit code 0. */
  NO_RUNSCRIPT,
  /** A runscript that is no file, or one that nobody may execute. */
  RUNSCRIPT_NOT_EXECUTABLE,
  /** Neither an entrypoint nor a command. */
  NOTHING_TO_RUN,
  /** The program is not there, or leads to what is not there. */
  PROGRAM_MISSING,
  /** The program is a folder or has no execute permission. */
  PROGRAM_NOT_EXECUTABLE,
  /**
   * The runscript, the program, or its interpreter or loader is for its owner alone, or lies in a
   * folder that is.
   */
  NOT_FOR_EVERYBODY,
  /** Where the program lies, Apptainer mounts what the machine has. */
  HIDDEN_BY_MOUNT,
  /** A path that depends on the folder somebody stands in. */
  RELATIVE_PROGRAM,
  /** Neither ELF nor a script with a first line for the kernel. */
  UNKNOWN_FORMAT,
  /** What the first line of a script names is not there, or nobody may execute it. */
  INTERPRETER_MISSING,
  /** The dynamic loader that the program names is not there, or nobody may execute it. */
  LOADER_MISSING,
  /** The program is for another processor than the image. */
  WRONG_ARCHITECTURE,
  /** No {@code /bin/sh}. */
  NO_SHELL,
  /** Labels that are no JSON object of texts, or none at all. */
  LABELS;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
