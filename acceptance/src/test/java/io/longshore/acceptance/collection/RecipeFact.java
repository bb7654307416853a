package io.longshore.acceptance.collection;

import java.util.List;
import java.util.Optional;

/**
 * One recipe of the real collection, a row of {@code recipes.tsv}.
 *
 * @param extra empty, a {@code chmod} command, or {@code manual-comment}
 */
public record RecipeFact(
    String recipe,
    String from,
    String language,
    String extra,
    Optional<String> oldImage,
    Optional<String> oldImageKey) {

  public static List<RecipeFact> all() {
    return Table.rows("recipes.tsv").stream().map(RecipeFact::of).toList();
  }

  private static RecipeFact of(List<String> row) {
    return new RecipeFact(
        row.get(0), row.get(1), row.get(2), row.get(3), filled(row.get(4)), filled(row.get(5)));
  }

  private static Optional<String> filled(String cell) {
    return cell.isEmpty() ? Optional.empty() : Optional.of(cell);
  }

  /** The recipe file, in the form the collection's generator gives it. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("#\n# Automagically prepared for ReproNim/containers distribution.\n");
    text.append("# See http://github.com/ReproNim/containers for more info\n#\n");
    if (extra.equals("manual-comment")) {
      text.append("# Touched by hand once, to have it built anew.\n");
    }
    text.append("Bootstrap: docker\nFrom: ").append(from).append("\n\n%post\n");
    if (extra.startsWith("chmod")) {
      text.append("# A mend for one image\n").append(extra).append("\n\n");
    }
    text.append("\n# Directories that older clusters bind\n");
    text.append("mkdir -p /ihome /data /data2 /zfs /isi /dartfs /dartfs-hpc\n\n");
    text.append("%environment\n");
    text.append("export LANG=\"").append(language).append("\"\n");
    text.append("export LC_ALL=\"").append(language).append("\"\n\n");
    text.append("# An idea for later\n");
    return text.toString();
  }
}
