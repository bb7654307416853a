package io.longshore.dataset.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The places whose content comes from whoever changes the dataset: its work tree, and the one
 * around it.
 */
final class TrackedFiles {
  private static final Pattern UNKNOWN = Pattern.compile("`|\\$\\(|\\$\\{?(?:PWD|GIT_)");
  // What a shell takes for the end of a word, and what joins a path to an option or a variable.
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\"';&|()<>=!]+");

  private final Path root;
  private final Path outermost;
  private final List<Path> gitFolders;

  TrackedFiles(Path root, Path gitFolder, Path commonFolder) {
    this.root = root;
    this.outermost = around(root).orElse(root);
    this.gitFolders = List.of(gitFolder, commonFolder);
  }

  // A subdataset lies among the files of another dataset. That somebody keeps the whole home folder
  // in git makes no difference to what lies there.
  private static Optional<Path> around(Path root) {
    for (Path folder = root.getParent(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"))) {
        return Optional.of(folder)
            .filter(found -> !found.equals(Path.of(System.getProperty("user.home"))));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a path lies in the work tree, or leads there by links.
   *
   * @param text relative to the root of the work tree, where git runs hooks and filters
   */
  boolean hold(String text) {
    try {
      Path path = root.resolve(expanded(text)).normalize();
      return isInside(path) || isInside(existing(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  // git tracks nothing of that name, wherever it stands: a subdataset's may be a link to elsewhere.
  private boolean isInside(Path path) {
    return path.startsWith(outermost)
        && !StreamSupport.stream(outermost.relativize(path).spliterator(), false)
            .anyMatch(Path.of(".git")::equals)
        && gitFolders.stream().noneMatch(path::startsWith);
  }

  private static Path existing(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  private static String expanded(String text) {
    return text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text;
  }

  /**
   * Whether a command, which git gives to a shell, names a file of the work tree: as its program,
   * as what an interpreter is to run, or as a Python module. So does one of which only the shell
   * knows what it names.
   */
  boolean areNamedBy(String command) {
    if (UNKNOWN.matcher(command).find()) {
      return true;
    }
    List<String> words =
        Stream.of(BETWEEN_WORDS.split(command)).filter(word -> !word.isEmpty()).toList();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean foundByPath = i == 0 && word.indexOf('/') < 0;
      if (!foundByPath
          && Stream.of(word, word.replace('.', '/') + ".py").anyMatch(this::holdExisting)) {
        return true;
      }
    }
    return false;
  }

  private boolean holdExisting(String text) {
    try {
      Path path = root.resolve(expanded(text)).normalize();
      return !path.equals(root) && Files.exists(path) && hold(text);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
