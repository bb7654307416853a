package io.longshore.dataset.process;

/**
 * A setting of git for one command and all it starts, as {@code git -c KEY=VALUE} makes one; but
 * any key can be given so, also one that holds {@code =}.
 *
 * @param key as {@code git config} names it, such as {@code remote.origin.url}
 */
public record GitSetting(String key, String value) {
  public GitSetting {
    if (key.indexOf('.') < 1 || (key + value).indexOf('\0') >= 0 || key.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("not a setting of git: '" + key + "'");
    }
  }
}
