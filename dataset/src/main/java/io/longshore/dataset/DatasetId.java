package io.longshore.dataset;

import java.util.Optional;
import java.util.regex.Pattern;

/** The id that DataLad gives a dataset: a UUID, the same in all clones of the dataset. */
public record DatasetId(String value) {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /**
   * @throws IllegalArgumentException if {@code value} is not a UUID in lower case
   */
  public DatasetId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("no dataset id: '" + value + "'");
    }
  }

  /** The id; empty if {@code text} is not one. */
  public static Optional<DatasetId> find(String text) {
    return Optional.of(text).filter(id -> FORM.matcher(id).matches()).map(DatasetId::new);
  }
}
