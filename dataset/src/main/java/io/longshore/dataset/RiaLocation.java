package io.longshore.dataset;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A RIA store of DataLad. The store keeps each dataset under its id, so that a subdataset is found
 * by its id and not below its superdataset.
 *
 * @param store a path or URL in the forms that git accepts
 * @see <a href="http://handbook.datalad.org/en/latest/beyond_basics/101-147-riastores.html">the
 *     handbook on the layout of stores</a>
 */
public record RiaLocation(String store) {
  private static final Pattern IN_STORE =
      Pattern.compile(
          "(.+)/[0-9a-f]{3}/[0-9a-f]{5}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/*");
  private static final Pattern BY_ALIAS = Pattern.compile("(.+)/alias/[^/]+/*");

  /** The store, if {@code url} names a dataset in a store. The dataset need not exist. */
  public static Optional<RiaLocation> of(String url) {
    Matcher inStore = IN_STORE.matcher(url);
    Matcher byAlias = BY_ALIAS.matcher(url);
    if (inStore.matches()) {
      return Optional.of(new RiaLocation(inStore.group(1)));
    }
    return byAlias.matches() ? Optional.of(new RiaLocation(byAlias.group(1))) : Optional.empty();
  }

  /** The URL or path of a dataset in the store. */
  public String of(DatasetId id) {
    return store + "/" + id.value().substring(0, 3) + "/" + id.value().substring(3);
  }
}
