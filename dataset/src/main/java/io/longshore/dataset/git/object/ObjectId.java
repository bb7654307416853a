package io.longshore.dataset.git.object;

import java.util.regex.Pattern;

/**
 * The id of a git object.
 *
 * @param hex 40 lower-case hexadecimal digits (SHA-1), or 64 in a repository made with {@code
 *     --object-format=sha256}
 */
public record ObjectId(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException for anything but 40 or 64 lower-case hexadecimal digits
   */
  public ObjectId {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("not the name of a git object: '" + hex + "'");
    }
  }

  /** The id of this length that git uses for "no such object": all zeros. */
  public ObjectId absent() {
    return new ObjectId("0".repeat(hex.length()));
  }

  @Override
  public String toString() {
    return hex;
  }
}
