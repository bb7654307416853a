package io.longshore.collection.history;

import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.ground.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The identity of a run, derived from the commit, the clone, the person and the time at which it
 * began. Two people who begin at the same commit in two clones get different ids, so that their
 * runs stay apart after a merge.
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

  /**
   * The id of a run that begins now.
   *
   * @param superdataset with at least one commit
   */
  public static RunId beginning(AnnexRepository superdataset) throws IOException {
    ObjectId commit = superdataset.git().head().commit().orElseThrow();
    return of(commit, superdataset.uuid(), Identity.committer(superdataset.git()));
  }

  /**
   * @param clone the identity of its annex
   * @param committer name, address and time, as git formats them
   */
  static RunId of(ObjectId commit, UUID clone, String committer) {
    String begun = commit + "\n" + clone + "\n" + committer + "\n";
    Digest digest = Digest.of(begun.getBytes(StandardCharsets.UTF_8));
    return new RunId(digest.hex().substring(0, LENGTH));
  }

  public static Optional<RunId> find(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new RunId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
