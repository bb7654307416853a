package io.longshore.dataset;

import java.util.regex.Pattern;

/**
 * The URL of a submodule in {@code .gitmodules}, which is a stranger's text. An instance is never a
 * URL that a program could take for an option or that makes git run a command.
 *
 * @param text not empty
 * @see <a href="https://git-scm.com/docs/git-submodule#_commands">git-submodule, add: relative
 *     URLs</a>
 */
public record SubmoduleUrl(String text) {
  // A colon before the first slash ends the name of a host. ("C:\..." is no path on Linux.)
  private static final Pattern REMOTE =
      Pattern.compile("(?!file://)(?:[A-Za-z0-9+.-]+://.*|[A-Za-z0-9+.-]+::.*|[^/]+:.*)");

  // git-remote-ext runs what its URL says, git-remote-fd uses files that are open in our process.
  private static final Pattern RUNS_COMMANDS =
      Pattern.compile("(?:ext|fd)(?:::|://).*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  // For ssh a host that begins with a dash is an option, and the host is what the last @ leaves.
  private static final Pattern OPTION_AS_HOST =
      Pattern.compile("(?!(?i:file):/)(?:[A-Za-z0-9+.-]+:/+)?(?:[^/]*@)?\\[?-.*", Pattern.DOTALL);

  private static final Pattern ASKED_BY_GIT =
      Pattern.compile("(?i:file|https?|ssh|git|ftps?|git\\+ssh|ssh\\+git)://.*");

  /**
   * @throws IllegalArgumentException if the URL could make git or ssh run a command
   */
  public SubmoduleUrl {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("holds a control character");
    }
    if (OPTION_AS_HOST.matcher(text).matches()) {
      throw new IllegalArgumentException("begins with a dash, as options do, or its host does");
    }
    if (RUNS_COMMANDS.matcher(text).matches()) {
      throw new IllegalArgumentException("has git run a command of its own (ext, fd)");
    }
  }

  /** Whether the URL is relative to the repository that names it. */
  public boolean isRelative() {
    return text.startsWith("./") || text.startsWith("../");
  }

  /**
   * Resolves the URL in a clone of {@code superdataset}, which is a URL, {@code host:path} or a
   * path. Each leading {@code ../} removes the last component of {@code superdataset}. Like git,
   * this removes even the host if only the host is left.
   *
   * @throws IllegalArgumentException if git or ssh could be made to run something by the result: a
   *     name in this URL can come to stand where {@code superdataset} has its host
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
    return new SubmoduleUrl(withoutTrailingSlash(base + (afterColon ? ":" : "/") + rest)).text();
  }

  /** Whether {@code url} is on this machine, so that asking it needs no network. */
  public static boolean isLocal(String url) {
    return !REMOTE.matcher(url).matches();
  }

  /**
   * Whether git itself can ask {@code url}. For {@code NAME::} and other schemes git runs a program
   * {@code git-remote-NAME}.
   */
  public static boolean isAskedByGit(String url) {
    boolean scheme = url.matches("(?s)[A-Za-z0-9+.-]+:(?::|//).*");
    return !scheme || ASKED_BY_GIT.matcher(url).matches();
  }

  private static boolean isRelative(String url) {
    return url.startsWith("./") || url.startsWith("../");
  }

  private static String withoutTrailingSlash(String url) {
    return url.replaceFirst("/+$", "");
  }
}
