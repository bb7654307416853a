package io.longshore.dataset;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * The {@code .gitattributes} files that decide, now and at every later save, which files of an
 * image layout are in git and which in the annex, and that keep git from converting their bytes.
 * The rules for all layouts are in the root of the dataset. A file in each layout names its blobs
 * that are manifest or configuration, so that two people who add layouts do not change the same
 * file.
 */
public final class LayoutAttributes {
  /** The file in the root of the dataset of layouts. */
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

  /** The attributes that make git write the committed bytes, whatever its configuration says. */
  public static final String AS_COMMITTED = "-text -ident -working-tree-encoding -filter";

  // The attributes apply to all files: if git converts some files, others look changed that nobody
  // changed.
  private static final String BYTES = "* " + AS_COMMITTED + "\n";

  private static final Pattern CONVERSION =
      Pattern.compile(
          "^\\s*[^#\\s].*\\s!?(text|eol|crlf|ident|filter|working-tree-encoding)(=|\\s|$)",
          Pattern.MULTILINE);

  private LayoutAttributes() {}

  public static String forDataset() {
    return DATASET;
  }

  /**
   * The lines for the end of the file, behind {@link #forDataset} and any rule that converts bytes.
   */
  public static String forBytes() {
    return BYTES;
  }

  /**
   * Whether {@code attributes} has the lines of {@link #forBytes}, and no later line that may
   * override them.
   */
  public static boolean keepBytes(String attributes) {
    int at = attributes.lastIndexOf(BYTES);
    return at >= 0 && !CONVERSION.matcher(attributes.substring(at + BYTES.length())).find();
  }

  /** The path of the file with the rules of one layout. */
  public static RepositoryPath pathIn(RepositoryPath layout) {
    return layout.resolve(".gitattributes");
  }

  /**
   * The rules of one layout.
   *
   * @param inGit digests of the blobs that are not layers: manifest, configuration, a kept index
   */
  public static byte[] forLayout(Collection<Digest> inGit) {
    StringBuilder lines = new StringBuilder("* " + AS_COMMITTED + "\n");
    inGit.stream()
        .map(Digest::hex)
        .sorted()
        .distinct()
        .forEach(hex -> lines.append("/blobs/sha256/" + hex + " annex.largefiles=nothing\n"));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
