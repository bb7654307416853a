package io.longshore.dataset.annex;

import io.longshore.ground.Digest;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A git-annex key: {@code BACKEND[-s<size>][-m<mtime>]--<name>}. Keys of chunks are not accepted,
 * since no file in a work tree has such a key.
 *
 * @param size size of the content in bytes, if the key has it
 * @param modified seconds since 1970; only in keys of the WORM backend
 * @param name everything after the two dashes; no white space, control characters or slashes
 * @see <a href="https://git-annex.branchable.com/internals/key_format/">git-annex, key format</a>
 */
public record AnnexKey(String backend, OptionalLong size, OptionalLong modified, String name)
    implements Comparable<AnnexKey> {
  private static final Pattern BACKEND = Pattern.compile("[A-Z0-9_]+");
  private static final Pattern NAME = Pattern.compile("[^\\s/\\p{Cntrl}]+");
  private static final Pattern FORM =
      Pattern.compile("([A-Z0-9_]+)(?:-s(\\d{1,18}))?(?:-m(\\d{1,18}))?--(.+)", Pattern.DOTALL);

  /**
   * @throws IllegalArgumentException if a part is malformed
   */
  public AnnexKey {
    if (!BACKEND.matcher(backend).matches() || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not a git-annex key: backend '" + backend + "', name '" + name + "'");
    }
    if (size.orElse(0) < 0 || modified.orElse(0) < 0) {
      throw new IllegalArgumentException("a number in a git-annex key is negative");
    }
  }

  /**
   * The key of an OCI blob. Its name is the digest, so that git-annex's check of the key is OCI's
   * check of the digest.
   */
  public static AnnexKey ofBlob(Digest digest, long size) {
    return new AnnexKey("SHA256", OptionalLong.of(size), OptionalLong.empty(), digest.hex());
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not the key of a file
   */
  public static AnnexKey parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not the git-annex key of a file: '" + text + "'");
    }
    return new AnnexKey(form.group(1), number(form.group(2)), number(form.group(3)), form.group(4));
  }

  /**
   * Reads the key from the blob of an annexed file: the target of its symbolic link, or the text of
   * a pointer file.
   *
   * @throws IllegalArgumentException if {@code pointer} is neither
   */
  public static AnnexKey ofPointer(String pointer) {
    String firstLine = pointer.lines().findFirst().orElse("");
    if (!firstLine.contains("/annex/objects/")) {
      throw new IllegalArgumentException("does not point into an annex: '" + firstLine + "'");
    }
    return parse(firstLine.substring(firstLine.lastIndexOf('/') + 1));
  }

  private static OptionalLong number(String digits) {
    return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
  }

  /** Orders keys by their text. */
  @Override
  public int compareTo(AnnexKey other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return backend
        + (size.isPresent() ? "-s" + size.getAsLong() : "")
        + (modified.isPresent() ? "-m" + modified.getAsLong() : "")
        + "--"
        + name;
  }
}
