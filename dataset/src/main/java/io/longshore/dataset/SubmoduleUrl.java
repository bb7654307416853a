package io.longshore.dataset;

import java.util.regex.Pattern;

/**
 * The url of a submodule as {@code .gitmodules} has it.
 *
 * @param text not empty
 * @see <a href="https://git-scm.com/docs/git-submodule#_commands">git-submodule, add: relative
 *     URLs</a>
 */
public record SubmoduleUrl(String text) {
  // "C:\..." aside, which no Linux path is: a colon before any slash makes a host of what it ends.
  private static final Pattern REMOTE =
      Pattern.compile("(?!file://)(?:[A-Za-z0-9+.-]+://.*|[A-Za-z0-9+.-]+::.*|[^/]+:.*)");

  public SubmoduleUrl {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a submodule without url");
    }
  }

  /** Whether it means something only beside the repository that names it. */
  public boolean isRelative() {
    return text.startsWith("./") || text.startsWith("../");
  }

  /**
   * What it means in a clone of {@code superdataset}, which is a URL, {@code host:path} or a path.
   * Each leading {@code ../} takes the last component away; where only a host is left, git goes on
   * to take that, and so do we.
   */
  public String resolve(String superdataset) {
    if (!isRelative()) {
      return text;
    }
    String base = withoutTrailingSlash(superdataset);
    String rest = text;
    boolean afterColon = false;
    while (isRelative(rest)) {
      if (rest.startsWith("./")) {
        rest = rest.substring(2);
      } else {
        rest = rest.substring(3);
        int slash = base.lastIndexOf('/');
        int cut = slash >= 0 ? slash : base.lastIndexOf(':');
        afterColon = slash < 0 && cut >= 0;
        base = cut < 0 ? "." : base.substring(0, cut);
      }
    }
    return withoutTrailingSlash(base + (afterColon ? ":" : "/") + rest);
  }

  /** Whether {@code url} is on this machine, so that asking it needs no network. */
  public static boolean isLocal(String url) {
    return !REMOTE.matcher(url).matches();
  }

  private static boolean isRelative(String url) {
    return url.startsWith("./") || url.startsWith("../");
  }

  private static String withoutTrailingSlash(String url) {
    return url.replaceFirst("/+$", "");
  }
}
