package io.longshore.collection.plan;

import io.longshore.oci.Repository;
import java.util.Locale;

/** Which family images belong to, and what they are called in it, by convention. */
public final class ImageFamily {
  private ImageFamily() {}

  /** The folder below {@code images/}; empty where an image lies in none. */
  public static String of(ImageNames image) {
    return image.folder().equals("images") ? "" : image.family();
  }

  /** The namespace; of several, the last. Empty where there is none. */
  public static String of(Repository repository) {
    int slash = repository.path().lastIndexOf('/');
    return slash < 0 ? "" : lastComponent(repository.path().substring(0, slash));
  }

  /** {@code bids-xcp-d} for {@code pennlinc/xcp_d} in the family bids. */
  public static String container(String family, Repository repository) {
    return container(family, lastComponent(repository.path()));
  }

  /** Two hyphens in a row separate a container from its version, so no container has them. */
  public static String container(String family, String name) {
    String plain = plain(name);
    return family.isEmpty() ? plain : lastComponent(family) + "-" + plain;
  }

  /** {@code xcp-d} for {@code xcp_d}. */
  public static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_-]+", "-");
  }

  static String lastComponent(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** As people write it: without the registry where that is Docker Hub. */
  public static String asWritten(Repository repository) {
    return repository.registry().equals(Repository.DOCKER_HUB)
        ? repository.path()
        : repository.toString();
  }
}
