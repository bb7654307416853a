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
 * The folders whose content anybody who changes the dataset decides: the work tree of the dataset
 * and of its superdataset.
 */
final class TrackedFiles {
  private static final Pattern UNKNOWN = Pattern.compile("`|\\$\\(|\\$\\{?(?:PWD|GIT_)");
  // The characters that end a word in a shell, or that join a path to an option or a variable.
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\"';&|()<>=!]+");

  private final Path root;
  private final Path outermost;
  private final List<Path> gitFolders;

  TrackedFiles(Path root, Path gitFolder, Path commonFolder) {
    this.root = root;
    this.outermost = around(root).orElse(root);
    this.gitFolders = List.of(gitFolder, commonFolder);
  }

  // The folder of the next repository above, whose files include those of this one. A home folder
  // that is kept in git does not count.
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
   * Whether a path is in the work tree, or leads there by links.
   *
   * @param text absolute, or relative to the root of the work tree, where git runs hooks and
   *     filters
   */
  boolean hold(String text) {
    try {
      Path path = root.resolve(expanded(text)).normalize();
      return isInside(path) || isInside(existing(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  // git tracks no file below a ".git" at any depth, and the ".git" of a subdataset may be a link.
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
   * Whether a command for a shell names a file of the work tree: as its program, as the script of
   * an interpreter, or as a Python module. A command that only a shell can expand counts as naming
   * one.
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
