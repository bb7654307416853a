package io.longshore.collection.plan;

import io.longshore.collection.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All that an image answers to.
 *
 * @param names its own, and those it is registered under
 * @param fileNames those of its files
 * @param files recipe, SIF, and where it was before, as paths of the superdataset
 * @param layouts its layout, as a path of the superdataset and as one of images-oci
 */
public record NamedImage(
    Set<String> names, Set<String> fileNames, Set<String> files, Set<String> layouts) {
  public NamedImage {
    names = Collections.unmodifiableSet(names);
    fileNames = Collections.unmodifiableSet(fileNames);
    files = Collections.unmodifiableSet(files);
    layouts = Collections.unmodifiableSet(layouts);
  }

  /**
   * @param registrations names under which it is registered
   */
  public static NamedImage of(ImageNames image, List<String> registrations) {
    Set<String> files = new LinkedHashSet<>();
    files.add(image.recipe());
    files.add(image.sif());
    files.addAll(image.formerPlaces());
    Set<String> layouts = new LinkedHashSet<>();
    layouts.add(image.layout());
    layouts.add(Collection.IMAGES_OCI.resolve(image.layout()).value());
    Set<String> names = new LinkedHashSet<>(registrations);
    names.add(image.name());
    Set<String> fileNames = new LinkedHashSet<>();
    for (String file : files) {
      // All images that "datalad containers-add" placed are called "image".
      if (file.startsWith(image.folder() + "/")) {
        fileNames.add(fileName(file));
      }
    }
    fileNames.add(fileName(image.layout()));
    return new NamedImage(names, fileNames, files, layouts);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
