package io.longshore.oci.layout;

import io.longshore.ground.Digest;
import io.longshore.ground.file.Presence;
import io.longshore.oci.Descriptor;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The location of a layout or of an image in it, as people type it: {@code DIR[:TAG][@DIGEST]},
 * with or without the prefix {@code oci:}.
 *
 * @param path the folder, or a file if files are named in the same way
 * @param name the name of an image, see {@link ImageLayout#named}
 * @param digest the digest of an image or index
 */
public record LayoutLocation(Path path, Optional<String> name, Optional<Digest> digest) {
  private static final String PREFIX = "oci:";

  /** A whole layout, or a file. */
  public static LayoutLocation of(Path path) {
    return new LayoutLocation(path, Optional.empty(), Optional.empty());
  }

  /**
   * Reads a location. A colon belongs to the path if a file of that name exists.
   *
   * @throws IllegalArgumentException if {@code text} has no path, or no digest behind {@code @};
   *     the message quotes {@code text}
   */
  public static LayoutLocation parse(String text) {
    return text.startsWith(PREFIX) && !exists(text)
        ? ofPlace(text.substring(PREFIX.length()))
        : parse(text, text.indexOf(':', text.lastIndexOf('/') + 1));
  }

  /**
   * Reads the text behind a prefix, in which names may have slashes.
   *
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static LayoutLocation ofPlace(String place) {
    return parse(place, place.indexOf(':'));
  }

  /**
   * @param colon index at which the path ends if no existing file decides it
   */
  private static LayoutLocation parse(String place, int colon) {
    if (exists(place)) {
      return of(pathOf(place));
    }
    int at = place.lastIndexOf("@sha256:");
    String named = at < 0 ? place : place.substring(0, at);
    int end = exists(named) ? named.length() : endOfPath(named, colon);
    if (end == 0) {
      throw new IllegalArgumentException("no path in '" + place + "'");
    }
    return new LayoutLocation(
        pathOf(named.substring(0, end)),
        Optional.of(named.substring(end)).filter(n -> n.length() > 1).map(n -> n.substring(1)),
        at < 0 ? Optional.empty() : Optional.of(Digest.parse(place.substring(at + 1))));
  }

  private static int endOfPath(String named, int colon) {
    for (int end = named.indexOf(':'); end > 0; end = named.indexOf(':', end + 1)) {
      if (exists(named.substring(0, end))) {
        return end;
      }
    }
    return colon < 0 || colon > named.length() ? named.length() : colon;
  }

  private static Path pathOf(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path: '" + text + "'", e);
    }
  }

  private static boolean exists(String text) {
    try {
      return !text.isEmpty() && Presence.isPossible(Path.of(text));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /**
   * The text for the image that {@code descriptor} points to: by its name, or else by its digest.
   */
  static String typed(Path directory, Descriptor descriptor) {
    List<String> names = ImageName.of(descriptor);
    return PREFIX
        + directory
        + (names.isEmpty() ? "@" + descriptor.digest() : ":" + names.getFirst());
  }

  /** Whether the location names an image, and not only a folder or file. */
  public boolean namesAnImage() {
    return name.isPresent() || digest.isPresent();
  }

  @Override
  public String toString() {
    return path
        + name.map(text -> ":" + text).orElse("")
        + digest.map(text -> "@" + text).orElse("");
  }

  /**
   * Opens the layout, with only the named image.
   *
   * @throws io.longshore.ground.FailureException as {@link ImageLayout#open}, {@link
   *     ImageLayout#named} and {@link ImageLayout#with}
   */
  public ImageLayout open() throws IOException {
    return imageIn(ImageLayout.open(path));
  }

  /**
   * The layout with only the named image.
   *
   * @param opened the layout, opened from another folder
   */
  public ImageLayout imageIn(ImageLayout opened) throws IOException {
    ImageLayout layout = name.isPresent() ? opened.named(name.get()) : opened;
    return digest.isPresent() ? layout.with(digest.get()) : layout;
  }
}
