package io.longshore.collection.plan;

import java.util.Optional;

/** Sources of images that other tools know by a prefix and Longshore does not support. */
final class OtherPlaces {
  private OtherPlaces() {}

  /**
   * A description of the source that {@code text} names and the advice what to do instead, in words
   * that follow {@code text}; empty if {@code text} names none of these sources.
   */
  static Optional<String> find(String text) {
    String prefix = text.substring(0, text.indexOf(':') + 1);
    return switch (prefix) {
      case "docker-daemon:" ->
          Optional.of(
              "is an image that a Docker engine keeps, which is not asked; have it written to a"
                  + " file (docker save -o image.tar NAME), and name that:"
                  + " docker-archive:image.tar");
      case "containers-storage:" ->
          Optional.of(
              "is an image that Podman keeps, which is not asked; have it written to a file (podman"
                  + " save -o image.tar NAME), and name that: docker-archive:image.tar");
      default ->
          !prefix.isEmpty() && text.startsWith(prefix + "//") ? ofUrl(prefix) : Optional.empty();
    };
  }

  private static Optional<String> ofUrl(String prefix) {
    return Optional.of(
        switch (prefix) {
          case "library:" ->
              "is a finished SIF in a library of Singularity's, and no image of layers; fetch it"
                  + " with apptainer pull, or name the image it was made of: docker://NAME";
          case "oras:" ->
              "is a file in a registry, mostly a finished SIF, and no image of layers; fetch it"
                  + " with apptainer pull, or name the image it was made of: docker://NAME";
          case "shub:" ->
              "is a finished SIF of Singularity Hub, which closed in 2021; its images are kept at"
                  + " https://datasets.datalad.org/?dir=/shub";
          case "http:", "https:" ->
              "is the address of a file; fetch the file, and name it as oci-archive:FILE or"
                  + " docker-archive:FILE";
          default ->
              "begins with "
                  + prefix
                  + "//, which no place of images does; those there are: docker://NAME,"
                  + " oci:FOLDER, oci-archive:FILE and docker-archive:FILE";
        });
  }
}
