package io.longshore.dataset;

import io.longshore.dataset.git.object.RepositoryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The variables of submodules in a {@code .gitmodules}, in the order of the file, which is a
 * stranger's text. If a variable is set several times, git uses the last value, and so does this.
 */
public record SubmoduleSettings(List<Setting> settings) {
  private static final String PREFIX = "submodule.";

  /**
   * @param section as {@code submodule.images-oci}
   * @param value empty if there is no equals sign
   */
  record Setting(String section, String key, Optional<String> value) {}

  public SubmoduleSettings {
    settings = List.copyOf(settings);
  }

  /**
   * @param fields as {@code git config -z --get-regexp} prints them: {@code SECTION.KEY}, and after
   *     a line end the value, if there is one
   */
  public static SubmoduleSettings listed(List<String> fields) {
    List<Setting> settings = new ArrayList<>();
    for (String field : fields) {
      int lineEnd = field.indexOf('\n');
      String variable = lineEnd < 0 ? field : field.substring(0, lineEnd);
      int dot = variable.lastIndexOf('.');
      add(
          dot < 0 ? "" : variable.substring(0, dot),
          variable.substring(dot + 1),
          lineEnd < 0 ? Optional.empty() : Optional.of(field.substring(lineEnd + 1)),
          settings);
    }
    return new SubmoduleSettings(settings);
  }

  static SubmoduleSettings of(ConfigText file) {
    List<Setting> settings = new ArrayList<>();
    for (ConfigSection section : file.sections()) {
      for (ConfigEntry entry : section.entries()) {
        add(section.name(), entry.key(), entry.value(), settings);
      }
    }
    return new SubmoduleSettings(settings);
  }

  private static void add(
      String section, String key, Optional<String> value, List<Setting> settings) {
    if (section.startsWith(PREFIX)) {
      settings.add(new Setting(section, key, value));
    }
  }

  /** The section of the submodule at {@code path}. */
  Optional<String> sectionAt(RepositoryPath path) {
    Optional<String> wanted = Optional.of(path.value());
    Optional<String> found = Optional.empty();
    for (Setting setting : settings) {
      if (setting.key().equals("path")) {
        Optional<String> section = Optional.of(setting.section());
        if (setting.value().equals(wanted)) {
          found = section;
        } else if (found.equals(section)) {
          found = Optional.empty();
        }
      }
    }
    return found;
  }

  Optional<String> value(String section, String key) {
    return settings.stream()
        .filter(setting -> setting.section().equals(section) && setting.key().equals(key))
        .flatMap(setting -> setting.value().stream())
        .reduce((_, last) -> last);
  }

  /** The url of the submodule at {@code path}, if there is one and it is not empty. */
  public Optional<String> url(RepositoryPath path) {
    return sectionAt(path).flatMap(section -> value(section, "url")).filter(url -> !url.isEmpty());
  }
}
