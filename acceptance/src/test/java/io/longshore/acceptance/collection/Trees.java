package io.longshore.acceptance.collection;

import java.util.stream.Collectors;

/**
 * What both datasets have committed. Which commit of images-oci the superdataset names is left out:
 * commits tell when they were made.
 *
 * @param superdataset a line for each entry
 * @param imagesOci the name of the tree
 */
public record Trees(String superdataset, String imagesOci) {

  /** At HEAD of both. */
  public static Trees of(Shell dataset) {
    return new Trees(
        dataset
            .run("git", "ls-tree", "-r", "--full-tree", "HEAD")
            .lines()
            .filter(line -> !line.startsWith("160000 "))
            .collect(Collectors.joining("\n")),
        dataset.at(dataset.folder().resolve("images-oci")).run("git", "rev-parse", "HEAD^{tree}"));
  }
}
