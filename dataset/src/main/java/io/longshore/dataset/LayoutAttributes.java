package io.longshore.dataset;

import io.longshore.dataset.git.RepositoryPath;
import io.longshore.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * The {@code .gitattributes} that decide what of an image layout lies in git and what in the annex,
 * now and at every later save. Rules that hold for all layouts stand once in the root of the
 * dataset; which blobs are manifest and configuration is said by a file inside each layout, so that
 * layouts added side by side do not meet in one file.
 */
public final class LayoutAttributes {
  /** In the root of the dataset that holds layouts. */
  public static final RepositoryPath DATASET_PATH = new RepositoryPath(".gitattributes");

  private static final String DATASET =
      """
      * annex.backend=SHA256
      **/.git* annex.largefiles=nothing
      /.datalad/** annex.largefiles=nothing
      /scripts/** annex.largefiles=nothing
      oci-layout annex.largefiles=nothing
      index.json annex.largefiles=nothing
      **/blobs/sha256/* annex.largefiles=anything
      """;

  private LayoutAttributes() {}

  public static String forDataset() {
    return DATASET;
  }

  /** Where the rules of one layout stand. */
  public static RepositoryPath pathIn(RepositoryPath layout) {
    return layout.resolve(".gitattributes");
  }

  /**
   * @param inGit the blobs that are not layers: manifest, configuration, a kept index
   */
  public static byte[] forLayout(Collection<Digest> inGit) {
    StringBuilder lines = new StringBuilder();
    inGit.stream()
        .map(Digest::hex)
        .sorted()
        .distinct()
        .forEach(hex -> lines.append("/blobs/sha256/" + hex + " annex.largefiles=nothing\n"));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
