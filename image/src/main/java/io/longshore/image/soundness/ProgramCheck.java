package io.longshore.image.soundness;

import io.longshore.squashfs.Inode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whether the kernel could start a program of the image. */
final class ProgramCheck {
  /** Scripts whose interpreter is a script: Linux follows four. */
  private static final int MOST_SCRIPTS = 4;

  /** What Linux reads of a script, in bytes. */
  private static final int FIRST_LINE = 256;

  private static final int ANY_EXECUTE = 0111;
  private static final int OTHERS_READ = 04;

  /** Apptainer mounts the machine's over what an image has there. */
  private static final List<String> MOUNTED =
      List.of("/dev/", "/proc/", "/sys/", "/tmp/", "/var/tmp/");

  /** What is there depends on who runs the image. */
  private static final List<String> HOMES = List.of("/home/", "/root/");

  private final ImageRoot root;
  private final Optional<String> architecture;
  private final SearchPath searchPath;
  private final Flaws flaws;

  /**
   * @param architecture of the image, in the words of Go, where it says one
   */
  ProgramCheck(ImageRoot root, Optional<String> architecture, SearchPath searchPath, Flaws flaws) {
    this.root = root;
    this.architecture = architecture;
    this.searchPath = searchPath;
    this.flaws = flaws;
  }

  static boolean isExecutable(Inode.FileInode file) {
    return (file.attributes().permissions() & ANY_EXECUTE) != 0;
  }

  /**
   * @param word as the image names the program
   * @param severity of what keeps it from starting
   */
  void check(String word, Severity severity) throws IOException {
    String name = ByteText.of(word);
    if (!name.contains("/")) {
      checkNamed(name, severity);
    } else if (!name.startsWith("/")) {
      flaws.add(
          FlawKind.RELATIVE_PROGRAM,
          Severity.WARNING,
          name,
          "is looked for where its user stands: Apptainer does not go to the image's working"
              + " folder");
    } else {
      checkAt(name, severity);
    }
  }

  /**
   * Whether a program lies where the files of the image are not seen; tells so.
   *
   * @param place after all links
   */
  private boolean isHidden(String path, String place) {
    boolean hidden = isBelow(MOUNTED, place);
    if (hidden) {
      flaws.add(
          FlawKind.HIDDEN_BY_MOUNT,
          Severity.WARNING,
          path,
          path.equals(place)
              ? "is the program, in a folder where Apptainer mounts the machine's own"
              : "leads to "
                  + ByteText.printable(place)
                  + ", where Apptainer mounts the machine's own");
    }
    return hidden;
  }

  private static boolean isBelow(List<String> folders, String path) {
    return folders.stream().anyMatch((path + "/")::startsWith);
  }

  // As shells do: a folder, or a file that nobody may execute, is passed over.
  private void checkNamed(String name, Severity severity) throws IOException {
    Optional<Resolution.Found> found = search(name);
    if (found.isPresent()) {
      checkFound(name, found.get(), severity);
    } else {
      flaws.add(
          FlawKind.PROGRAM_MISSING,
          inSearchPath(severity),
          name,
          "is no program in the folders of its PATH, "
              + ByteText.printable(ByteText.of(searchPath.toString())));
    }
  }

  private Severity inSearchPath(Severity severity) {
    return searchPath.sure() ? severity : Severity.WARNING;
  }

  private Optional<Resolution.Found> search(String name) throws IOException {
    for (String folder : searchPath.folders()) {
      if (root.resolve(ByteText.of(folder) + "/" + name) instanceof Resolution.Found found
          && found.inode() instanceof Inode.FileInode file
          && isExecutable(file)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private void checkAt(String path, Severity severity) throws IOException {
    if (isHidden(path, path)) {
      return;
    }
    Severity here = isBelow(HOMES, path) ? Severity.WARNING : severity;
    switch (root.resolve(path)) {
      case Resolution.Absent(String absent) -> {
        if (!isHidden(path, absent)) {
          Severity there = isBelow(HOMES, absent) ? Severity.WARNING : here;
          flaws.add(FlawKind.PROGRAM_MISSING, there, path, absence(path, absent));
        }
      }
      case Resolution.Endless _ ->
          flaws.add(FlawKind.PROGRAM_MISSING, here, path, "is a link that leads nowhere");
      case Resolution.Found found -> checkFound(path, found, here);
    }
  }

  private static String absence(String path, String absent) {
    return (path + "/").startsWith(absent + "/")
        ? "is not there"
        : "leads to " + ByteText.printable(absent) + ", which is not there";
  }

  private void checkFound(String path, Resolution.Found found, Severity severity)
      throws IOException {
    if (isHidden(path, found.path())) {
      return;
    }
    if (!(found.inode() instanceof Inode.FileInode file)) {
      flaws.add(FlawKind.PROGRAM_NOT_EXECUTABLE, severity, found.path(), "is no file");
    } else if (!isExecutable(file)) {
      flaws.add(
          FlawKind.PROGRAM_NOT_EXECUTABLE, severity, found.path(), "may be executed by nobody");
    } else {
      warnIfNotForAll(found);
      checkFormat(found.path(), file, severity);
    }
  }

  /** For all that the kernel executes on the way to a program: interpreters and loaders too. */
  void warnIfNotForAll(Resolution.Found found) {
    if (!found.open() || !ImageRoot.isOpen(found.inode())) {
      flaws.add(
          FlawKind.NOT_FOR_EVERYBODY,
          Severity.WARNING,
          found.path(),
          "may not be executed by everybody"
              + (found.open() ? "" : ", for a folder it lies in is closed"));
    }
  }

  void warnIfUnreadable(String path, Inode.FileInode script) {
    if ((script.attributes().permissions() & OTHERS_READ) == 0) {
      flaws.add(
          FlawKind.NOT_FOR_EVERYBODY,
          Severity.WARNING,
          path,
          "is a script that not everybody may read");
    }
  }

  /** What the kernel looks at: the first bytes. */
  void checkFormat(String path, Inode.FileInode file, Severity severity) throws IOException {
    checkFormat(path, file, severity, MOST_SCRIPTS);
  }

  private void checkFormat(String path, Inode.FileInode file, Severity severity, int scripts)
      throws IOException {
    byte[] start = root.start(file, FIRST_LINE);
    if (ElfProgram.isElf(start)) {
      checkElf(path, file, start, severity);
      return;
    }
    Optional<FirstLine> line = FirstLine.read(ByteText.of(start));
    if (line.isEmpty()) {
      flaws.add(
          FlawKind.UNKNOWN_FORMAT,
          Severity.WARNING,
          path,
          file.size() == 0
              ? "is empty"
              : "is neither an ELF program nor a script that begins with #! and a path");
      return;
    }
    warnIfUnreadable(path, file);
    if (scripts > 0) {
      checkInterpreter(path, line.get(), severity, scripts - 1);
    }
  }

  private void checkInterpreter(String script, FirstLine line, Severity severity, int scripts)
      throws IOException {
    if (!checkInterpreter(script, line.interpreter(), severity, scripts)) {
      return;
    }
    Optional<String> sought = line.soughtByEnv();
    if (sought.isEmpty()) {
      return;
    }
    String name = sought.get();
    if (name.startsWith("/")) {
      checkInterpreter(script, name, severity, scripts);
    } else if (!name.contains("/")) {
      Optional<Resolution.Found> found = search(name);
      if (found.isPresent()) {
        warnIfNotForAll(found.get());
      } else {
        interpreterMissing(script, name, inSearchPath(severity));
      }
    }
  }

  /** Whether the interpreter is there and may be executed. */
  private boolean checkInterpreter(
      String script, String interpreter, Severity severity, int scripts) throws IOException {
    if (!(root.resolve(interpreter) instanceof Resolution.Found found)
        || !(found.inode() instanceof Inode.FileInode file)) {
      interpreterMissing(script, interpreter, severity);
      return false;
    }
    if (!isExecutable(file)) {
      flaws.add(
          FlawKind.INTERPRETER_MISSING,
          severity,
          script,
          "is a script for " + ByteText.printable(interpreter) + ", which nobody may execute");
      return false;
    }
    warnIfNotForAll(found);
    checkFormat(found.path(), file, severity, scripts);
    return true;
  }

  private void interpreterMissing(String script, String interpreter, Severity severity) {
    flaws.add(
        FlawKind.INTERPRETER_MISSING,
        severity,
        script,
        "is a script for " + ByteText.printable(interpreter) + ", which the image does not have");
  }

  private void checkElf(String path, Inode.FileInode file, byte[] start, Severity severity)
      throws IOException {
    Optional<ElfProgram> program;
    try {
      program = ElfProgram.read(start, (offset, length) -> root.bytes(file, offset, length));
    } catch (UnreachedException e) {
      flaws.add(FlawKind.NOT_TESTED, Severity.NOTE, path, "is an ELF program, " + e.getMessage());
      return;
    }
    if (program.isEmpty()) {
      flaws.add(
          FlawKind.UNKNOWN_FORMAT, Severity.WARNING, path, "begins as an ELF program but is none");
      return;
    }
    if (architecture.isPresent() && !Machine.runs(architecture.get(), program.get())) {
      flaws.add(
          FlawKind.WRONG_ARCHITECTURE,
          severity,
          path,
          "is for "
              + Machine.name(program.get())
              + ", and the image for "
              + ByteText.printable(ByteText.of(architecture.get())));
      return;
    }
    if (program.get().loader().isPresent()) {
      checkLoader(path, program.get().loader().get(), severity);
    }
  }

  private void checkLoader(String path, String loader, Severity severity) throws IOException {
    String problem = "needs the dynamic loader " + ByteText.printable(loader);
    if (!(root.resolve(loader) instanceof Resolution.Found found)
        || !(found.inode() instanceof Inode.FileInode file)) {
      flaws.add(
          FlawKind.LOADER_MISSING, severity, path, problem + ", which the image does not have");
    } else if (!isExecutable(file)) {
      flaws.add(FlawKind.LOADER_MISSING, severity, path, problem + ", which nobody may execute");
    } else {
      warnIfNotForAll(found);
    }
  }
}
