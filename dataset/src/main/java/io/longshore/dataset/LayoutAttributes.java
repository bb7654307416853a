package io.longshore.dataset;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * The {@code .gitattributes} that decide what of an image layout lies in git and what in the annex,
 * now and at every later save, and that nothing converts its bytes. Rules that hold for all layouts
 * stand once in the root of the dataset; which blobs are manifest and configuration is said by a
 * file inside each layout, so that layouts added side by side do not meet in one file.
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

  /**
   * What keeps git from writing other bytes than are committed, whatever its configuration says.
   */
  public static final String AS_COMMITTED = "-text -ident -working-tree-encoding -filter";

  // All files: who converts some of them finds others changed that nobody changed.
  private static final String BYTES = "* " + AS_COMMITTED + "\n";

  private static final Pattern CONVERSION =
      Pattern.compile(
          "^\\s*[^#\\s].*\\s!?(text|eol|crlf|ident|filter|working-tree-encoding)(=|\\s|$)",
          Pattern.MULTILINE);

  private LayoutAttributes() {}

  public static String forDataset() {
    return DATASET;
  }

  /** What is to stand behind {@link #forDataset}, and behind whatever converts bytes. */
  public static String forBytes() {
    return BYTES;
  }

  /** Whether a file has {@link #forBytes}, and nothing behind it that may take it back. */
  public static boolean keepBytes(String attributes) {
    int at = attributes.lastIndexOf(BYTES);
    return at >= 0 && !CONVERSION.matcher(attributes.substring(at + BYTES.length())).find();
  }

  /** Where the rules of one layout stand. */
  public static RepositoryPath pathIn(RepositoryPath layout) {
    return layout.resolve(".gitattributes");
  }

  /**
   * @param inGit the blobs that are not layers: manifest, configuration, a kept index
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
