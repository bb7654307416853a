package io.longshore.dataset.git.object;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path inside a repository, relative to its root, in normal form: components separated by single
 * slashes, none of them empty, {@code .}, {@code ..} or {@code .git}, without control characters
 * (which the line-oriented modes of git and git-annex cannot transmit).
 */
public record RepositoryPath(String value) implements Comparable<RepositoryPath> {
  /**
   * @throws IllegalArgumentException if {@code value} is not in normal form
   */
  public RepositoryPath {
    if (!isNormal(value)) {
      throw new IllegalArgumentException("not a path inside a repository: '" + value + "'");
    }
  }

  /**
   * Reads a path as people write it. {@code ./} prefixes, doubled and trailing slashes, and {@code
   * a/../b} are resolved in the text, without looking at files.
   *
   * @throws IllegalArgumentException if the path is absolute, leaves the repository, names its
   *     root, or is in {@code .git}
   */
  public static RepositoryPath of(String text) {
    return new RepositoryPath(
        normalise(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "not a path inside a repository: '" + text + "'")));
  }

  /** The path; empty if {@code text} is not a path inside a repository. */
  public static Optional<RepositoryPath> find(String text) {
    return normalise(text).map(RepositoryPath::new);
  }

  private static Optional<String> normalise(String text) {
    if (isNormal(text)) {
      return Optional.of(text);
    }
    if (text.startsWith("/") || text.chars().anyMatch(RepositoryPath::isControl)) {
      return Optional.empty();
    }
    List<String> components = new ArrayList<>();
    for (String component : text.split("/")) {
      if (component.equals("..")) {
        if (components.isEmpty()) {
          return Optional.empty();
        }
        components.removeLast();
      } else if (component.equalsIgnoreCase(".git")) {
        return Optional.empty();
      } else if (!component.isEmpty() && !component.equals(".")) {
        components.add(component);
      }
    }
    return components.isEmpty() ? Optional.empty() : Optional.of(String.join("/", components));
  }

  // Makes no objects: a collection has a path for each file of it.
  private static boolean isNormal(String text) {
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isControl(c)) {
        return false;
      }
      if (c == '/') {
        if (!isName(text, start, i)) {
          return false;
        }
        start = i + 1;
      }
    }
    return isName(text, start, text.length());
  }

  private static boolean isName(String text, int start, int end) {
    return switch (end - start) {
      case 0 -> false;
      case 1 -> text.charAt(start) != '.';
      case 2 -> !text.startsWith("..", start);
      case 4 -> !text.regionMatches(true, start, ".git", 0, 4);
      default -> true;
    };
  }

  private static boolean isControl(int c) {
    return c < 0x20 || c == 0x7f;
  }

  public RepositoryPath resolve(String relative) {
    return of(value + "/" + relative);
  }

  /** The last component. */
  public String fileName() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** The number of folders above this file; 0 for a file in the root. */
  public int depth() {
    return (int) value.chars().filter(c -> c == '/').count();
  }

  public boolean isBelow(RepositoryPath folder) {
    return value.startsWith(folder.value + "/");
  }

  /**
   * This path relative to {@code folder}.
   *
   * @throws IllegalArgumentException if this path is not below {@code folder}
   */
  public RepositoryPath relativeTo(RepositoryPath folder) {
    if (!isBelow(folder)) {
      throw new IllegalArgumentException(value + " is not below " + folder.value);
    }
    return new RepositoryPath(value.substring(folder.value.length() + 1));
  }

  public Path in(Path root) {
    return root.resolve(value);
  }

  @Override
  public int compareTo(RepositoryPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
