package io.longshore.migrate.history;

import io.longshore.dataset.git.ObjectId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a run by the commit of the superdataset it began at. A run that published anything moved
 * the branch, so the next one has another name.
 *
 * @param value 12 lower-case hexadecimal digits
 */
public record RunId(String value) {
  private static final int LENGTH = 12;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + LENGTH + "}");

  public RunId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not the name of a run: '" + value + "'");
    }
  }

  public static RunId beginningAt(ObjectId commit) {
    return new RunId(commit.hex().substring(0, LENGTH));
  }

  public static Optional<RunId> find(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new RunId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
