package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A text that a user typed to name images: the name of an image, a registration, a file or folder
 * of images, or a pattern of any of them (see {@link Glob}). Paths are relative to the current
 * folder or to the dataset's root.
 */
public final class ImagePattern {
  private final String typed;
  private final Glob name;
  private final List<Glob> paths;
  private final Set<String> plainPaths;

  private ImagePattern(String typed, Glob name, List<Glob> paths, Set<String> plainPaths) {
    this.typed = typed;
    this.name = name;
    this.paths = paths;
    this.plainPaths = plainPaths;
  }

  /**
   * @throws FailureException of kind USAGE if the text is no pattern
   */
  static ImagePattern of(String typed, Path currentFolder, Path root) throws IOException {
    try {
      return parse(typed, currentFolder, root);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.USAGE,
          typed,
          "is no pattern for the names of images: " + e.getMessage(),
          NextStep.of("a range in brackets has its smaller end first, as 'bids-[a-m]*'"),
          e);
    }
  }

  private static ImagePattern parse(String typed, Path currentFolder, Path root)
      throws IOException {
    Glob name = Glob.parse(typed);
    List<Glob> paths = new ArrayList<>();
    Optional<String> fromRoot = RepositoryPath.find(typed).map(RepositoryPath::value);
    fromRoot.ifPresent(path -> paths.add(Glob.ofPaths("", path)));
    boolean wild = Glob.isWild(typed);
    int beforeName = typed.lastIndexOf('/', Math.min(Glob.firstWild(typed), typed.length() - 1));
    String folder = wild ? typed.substring(0, beforeName + 1) : typed;
    String rest = wild ? typed.substring(beforeName + 1) : "";
    Optional<String> fromHere = inside(currentFolder.resolve(folder), root);
    if (fromHere.isPresent()) {
      String literal = fromHere.get();
      String between = literal.isEmpty() || rest.isEmpty() ? "" : "/";
      boolean all = literal.isEmpty() && rest.isEmpty();
      paths.add(all ? Glob.parse("*") : Glob.ofPaths(literal + between, rest));
    }
    return new ImagePattern(
        typed, name, List.copyOf(paths), wild ? Set.of() : plain(fromRoot, fromHere));
  }

  private static Set<String> plain(Optional<String> fromRoot, Optional<String> fromHere) {
    Set<String> paths = new LinkedHashSet<>();
    fromRoot.ifPresent(paths::add);
    fromHere.ifPresent(paths::add);
    return paths;
  }

  /**
   * {@code path} relative to {@code root}, which is an empty text for the root itself; an empty
   * {@link Optional} if {@code path} is outside.
   */
  private static Optional<String> inside(Path path, Path root) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    // Links in the folders are followed. The last component is not followed, because an annexed
    // file is a link and the user means its own path.
    Path parent = absolute.getParent();
    Path real = absolute;
    if (Files.isDirectory(absolute)) {
      real = absolute.toRealPath();
    } else if (parent != null && Files.isDirectory(parent)) {
      real = parent.toRealPath().resolve(absolute.getFileName());
    }
    Path realRoot = root.toRealPath();
    return real.startsWith(realRoot)
        ? Optional.of(realRoot.relativize(real).toString())
        : Optional.empty();
  }

  public String typed() {
    return typed;
  }

  /** Whether the pattern names {@code image} or a folder that it is in. */
  public boolean fits(NamedImage image) {
    return isNameOf(image)
        || Stream.concat(image.names().stream(), image.fileNames().stream()).anyMatch(name::fits)
        || Stream.concat(image.files().stream(), image.layouts().stream()).anyMatch(this::fitsPath)
        || plainPaths.stream().anyMatch(path -> isInLayout(path, image));
  }

  private boolean isNameOf(NamedImage image) {
    return image.names().contains(typed) || image.fileNames().contains(typed);
  }

  private boolean fitsPath(String path) {
    return plainPaths.contains(path) || paths.stream().anyMatch(form -> form.fits(path));
  }

  private static boolean isInLayout(String path, NamedImage image) {
    return image.layouts().stream().anyMatch(layout -> path.startsWith(layout + "/"));
  }

  /** Whether the text is a name of {@code image} itself, and not a pattern or a folder. */
  public boolean names(NamedImage image) {
    return isNameOf(image)
        || Stream.concat(image.files().stream(), image.layouts().stream())
            .anyMatch(plainPaths::contains);
  }

  /** The paths that the text may mean; empty if it is a pattern. */
  public Set<String> plainPaths() {
    return plainPaths;
  }
}
