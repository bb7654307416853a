package io.longshore.dataset;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dataset in a RIA store of DataLad, where each dataset lies under its own id, and a subdataset
 * is found by its id and not beside the dataset it belongs to.
 *
 * @param store a path or URL, as git takes them
 * @see <a href="http://handbook.datalad.org/en/latest/beyond_basics/101-147-riastores.html">the
 *     handbook on the layout of stores</a>
 */
public record RiaLocation(String store) {
  private static final Pattern IN_STORE =
      Pattern.compile(
          "(.+)/[0-9a-f]{3}/[0-9a-f]{5}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/*");
  private static final Pattern BY_ALIAS = Pattern.compile("(.+)/alias/[^/]+/*");

  /** Where {@code url} names a dataset in a store, which need not be there. */
  public static Optional<RiaLocation> of(String url) {
    Matcher inStore = IN_STORE.matcher(url);
    Matcher byAlias = BY_ALIAS.matcher(url);
    if (inStore.matches()) {
      return Optional.of(new RiaLocation(inStore.group(1)));
    }
    return byAlias.matches() ? Optional.of(new RiaLocation(byAlias.group(1))) : Optional.empty();
  }

  /** Where another dataset of the store lies. */
  public String of(DatasetId id) {
    return store + "/" + id.value().substring(0, 3) + "/" + id.value().substring(3);
  }
}
