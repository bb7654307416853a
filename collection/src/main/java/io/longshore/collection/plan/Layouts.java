package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.oci.layout.LayoutPaths;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The image layouts among the files of images-oci. */
public final class Layouts {
  private static final String INDEX = "/" + LayoutPaths.INDEX;

  private Layouts() {}

  /** The layouts that have an index, without which a layout cannot be read. */
  public static List<ImageNames> in(Collection<RepositoryPath> files) {
    return files.stream()
        .map(RepositoryPath::value)
        .filter(path -> path.endsWith(INDEX))
        .map(path -> path.substring(0, path.length() - INDEX.length()))
        .flatMap(folder -> ImageNames.ofLayout(folder).stream())
        .toList();
  }

  /** The path of a layout's index, relative to images-oci. */
  public static RepositoryPath index(ImageNames names) {
    return RepositoryPath.of(names.layout()).resolve(LayoutPaths.INDEX);
  }

  /**
   * All folders with the name of a layout, including folders in which only a part of a layout is
   * left.
   */
  public static List<ImageNames> foldersIn(Collection<RepositoryPath> files) {
    return files.stream().flatMap(file -> above(file).stream()).distinct().toList();
  }

  private static Optional<ImageNames> above(RepositoryPath file) {
    String path = file.value();
    Optional<ImageNames> found = Optional.empty();
    for (int end = path.indexOf('/');
        end > 0 && found.isEmpty();
        end = path.indexOf('/', end + 1)) {
      found = ImageNames.ofLayout(path.substring(0, end));
    }
    return found;
  }
}
