package io.longshore.dataset.process;

/**
 * A setting for one git command and all processes that it starts. Unlike {@code git -c KEY=VALUE},
 * it also allows keys that contain {@code =}.
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
