package io.longshore.dataset.annex;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.GitSetting;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of git-annex's remotes in the configuration of a clone. */
record RemoteSettings(List<Setting> settings) {
  private static final Pattern SETTING =
      Pattern.compile(
          "remote\\.(.+)\\.annex-(uuid|externaltype|readonly|verified)\n(.*)", Pattern.DOTALL);
  private static final Set<String> NOT_VERIFIED = Set.of("automatic", "manual");

  record Setting(String remote, String name, String value) {}

  static RemoteSettings read(GitRepository git) throws IOException {
    Command command =
        git.git("config").options("-z", "--get-regexp").operands("^remote\\..*\\.annex-");
    return new RemoteSettings(
        git.run(command.accepting(0, 1)).fields().stream()
            .map(SETTING::matcher)
            .filter(Matcher::matches)
            .map(found -> new Setting(found.group(1), found.group(2), found.group(3)))
            .toList());
  }

  Optional<String> nameOf(UUID uuid) {
    return settings.stream()
        .filter(setting -> setting.name.equals("uuid") && setting.value.equals(uuid.toString()))
        .map(Setting::remote)
        .findFirst();
  }

  boolean isReadOnly(String remote) {
    return settings.contains(new Setting(remote, "externaltype", "readonly"));
  }

  /** Settings with which one git-annex starts none of the programs of external special remotes. */
  List<GitSetting> externalsReadOnly() {
    return settings.stream()
        .filter(setting -> setting.name.equals("externaltype"))
        .map(Setting::remote)
        .distinct()
        .map(remote -> new GitSetting("remote." + remote + ".annex-externaltype", "readonly"))
        .toList();
  }

  /** The local names of the remotes that are enabled and not verified in this clone. */
  List<String> notVerified() {
    return settings.stream()
        .filter(setting -> setting.name.equals("uuid") && isNotVerified(setting))
        .map(Setting::remote)
        .distinct()
        .toList();
  }

  // If a remote was enabled by its UUID, git-annex first records the verification under the UUID.
  private boolean isNotVerified(Setting uuid) {
    return verified(uuid.remote)
        .or(() -> verified(uuid.value))
        .filter(NOT_VERIFIED::contains)
        .isPresent();
  }

  // If there are several values, git uses the last.
  private Optional<String> verified(String remote) {
    return settings.stream()
        .filter(setting -> setting.name.equals("verified") && setting.remote.equals(remote))
        .map(Setting::value)
        .reduce((_, last) -> last);
  }
}
