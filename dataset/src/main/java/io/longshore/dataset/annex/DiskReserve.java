package io.longshore.dataset.annex;

import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.ByteSize;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of bytes that git-annex leaves free on a disk. It refuses content that would take
 * them.
 *
 * @see <a href="https://git-annex.branchable.com/git-annex/">annex.diskreserve</a>
 */
public record DiskReserve(long bytes) {
  private static final String VARIABLE = "annex.diskreserve";

  private static final DiskReserve DEFAULT = new DiskReserve(100_000_000);

  /** {@code 1M}, {@code 1.5 GB}, {@code 100 megabytes}. */
  private static final Pattern TEXT =
      Pattern.compile(
          "([0-9]{1,15}(?:\\.[0-9]{1,3})?) *(?:([kmgt])(?:b|[a-z]*bytes?)?|b(?:ytes?)?)?");

  public static DiskReserve of(GitRepository git) throws IOException {
    return git.configuration(VARIABLE).map(DiskReserve::parse).orElse(DEFAULT);
  }

  /** Reads the setting. A malformed value counts as not set. */
  static DiskReserve parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return DEFAULT;
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2);
    return new DiskReserve(ByteSize.parse(matcher.group(1) + unit).bytes());
  }
}
