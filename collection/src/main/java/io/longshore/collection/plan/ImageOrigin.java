package io.longshore.collection.plan;

import io.longshore.oci.Reference;
import io.longshore.oci.layout.LayoutLocation;

/**
 * The origin of an image, in the notation of skopeo: {@code docker://REFERENCE}, {@code
 * oci:DIR[:TAG][@DIGEST]}, {@code oci-archive:FILE[:TAG][@DIGEST]} or {@code
 * docker-archive:FILE[:REFERENCE]}. A reference without a prefix means a registry too.
 *
 * @see <a href="https://github.com/containers/image/blob/v5.30.0/docs/containers-transports.5.md">
 *     containers-transports</a>
 */
public sealed interface ImageOrigin {
  /**
   * The origin as a layout records it: the reference that the user asked for, or the name of a file
   * without its folders.
   */
  String recorded();

  /** An image on a registry. */
  record Registry(Reference reference) implements ImageOrigin {
    @Override
    public String recorded() {
      return reference.asAsked();
    }
  }

  /**
   * An image on this machine, which has no URL.
   *
   * @param location the file or folder and the name of the image in it, which is a reference in an
   *     archive of Docker
   */
  record Local(Container container, LayoutLocation location) implements ImageOrigin {
    @Override
    public String recorded() {
      return container.prefix
          + ":"
          + location.path().toAbsolutePath().normalize().getFileName()
          + location.name().map(text -> ":" + text).orElse("")
          + location.digest().map(digest -> "@" + digest).orElse("");
    }
  }

  /** The kinds of files and folders that hold images on this machine. */
  enum Container {
    /** A folder with {@code oci-layout} and {@code index.json}. */
    LAYOUT("oci"),
    /** A tar archive of such a folder. */
    OCI_ARCHIVE("oci-archive"),
    /** An archive that {@code docker save} writes. */
    DOCKER_ARCHIVE("docker-archive");

    private final String prefix;

    Container(String prefix) {
      this.prefix = prefix;
    }
  }

  /**
   * @throws IllegalArgumentException if {@code text} has none of these forms; the message quotes
   *     {@code text}
   */
  static ImageOrigin parse(String text) {
    // "oci:docker://" is how datalad-container spells a registry's image to be kept as a layout.
    for (String prefix : new String[] {"oci:docker://", "docker://"}) {
      if (text.startsWith(prefix)) {
        return new Registry(Reference.parse(text.substring(prefix.length())));
      }
    }
    for (Container container : Container.values()) {
      if (text.startsWith(container.prefix + ":")) {
        return local(container, text);
      }
    }
    OtherPlaces.find(text)
        .ifPresent(
            problem -> {
              // The text before a host may be a password.
              String shown = text.replaceFirst("//[^/]*@", "//");
              throw new IllegalArgumentException("'" + shown + "' " + problem);
            });
    return new Registry(Reference.parse(text));
  }

  private static Local local(Container container, String text) {
    LayoutLocation location;
    try {
      location = LayoutLocation.ofPlace(text.substring(container.prefix.length() + 1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
    }
    if (container == Container.DOCKER_ARCHIVE && location.digest().isPresent()) {
      throw new IllegalArgumentException(
          "'" + text + "': in an archive of Docker's, images have names and no digests");
    }
    return new Local(container, location);
  }
}
