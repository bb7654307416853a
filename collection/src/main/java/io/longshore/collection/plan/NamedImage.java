package io.longshore.collection.plan;

import io.longshore.collection.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All texts by which a user can name an image.
 *
 * @param names the name of the image and the names of its registrations
 * @param fileNames the names of its files
 * @param files recipe, SIF and former images, as paths of the superdataset
 * @param layouts the layout, as a path of the superdataset and as a path of images-oci
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
   * @param registrations names of the registrations of the image
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
