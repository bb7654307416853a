package io.longshore.dataset.git;

import io.longshore.dataset.process.GitSetting;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings that make git or git-annex run programs, and the values that override them. */
final class ProgramSettings {
  private static final String HOOKS = "core.hookspath";
  private static final Pattern FILTER = Pattern.compile("filter\\.(.*)\\.(?:clean|smudge|process)");
  private static final Pattern SPECIAL_REMOTE =
      Pattern.compile("remote\\..*\\.annex-externaltype", Pattern.DOTALL);
  // git-annex runs git-annex-remote-TYPE; if TYPE has a slash, the program is a file of the work
  // tree.
  private static final Pattern PROGRAM_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  /** Names of settings, and a value for them that refers to no file of the dataset. */
  private record Rule(Pattern key, String harmless) {}

  private static final List<Rule> COMMANDS =
      List.of(
          rule("filter\\..*\\.(?:clean|smudge|process)", ""),
          rule("core\\.fsmonitor", "false"),
          rule("core\\.sshcommand", "ssh"),
          rule("core\\.askpass", ""),
          rule("credential\\.(?:.*\\.)?helper", ""),
          rule("diff\\.external|diff\\..*\\.(?:command|textconv)|merge\\..*\\.driver", ""),
          rule("gpg\\.program|gpg\\.openpgp\\.program", "gpg"),
          rule("gpg\\.x509\\.program", "gpgsm"),
          rule("gpg\\.ssh\\.program", "ssh-keygen"),
          rule("gpg\\.ssh\\.defaultkeycommand", ""),
          rule("remote\\..*\\.uploadpack", "git-upload-pack"),
          rule("remote\\..*\\.receivepack", "git-receive-pack"),
          rule("(?:annex\\.|remote\\..*\\.annex-).*(?:-command|-hook)", ""));

  // If these settings come from a file of the dataset, no other value can undo their effect.
  private static final Pattern NOT_FROM_A_DATASET =
      Pattern.compile("(?:url|protocol|remote|http|ssh|submodule)\\..*", Pattern.DOTALL);

  private final TrackedFiles tracked;
  private final Path commonFolder;

  ProgramSettings(TrackedFiles tracked, Path commonFolder) {
    this.tracked = tracked;
    this.commonFolder = commonFolder;
  }

  private static Rule rule(String key, String harmless) {
    return new Rule(Pattern.compile(key, Pattern.DOTALL), harmless);
  }

  /**
   * The decision about a setting.
   *
   * @param settings the settings that override it
   */
  record Judgement(SetAside setAside, List<GitSetting> settings) {}

  /**
   * Judges a setting; empty if it may apply.
   *
   * @throws FailureException if the setting must not apply and cannot be overridden
   */
  Optional<Judgement> judge(GitConfiguration.Found found) throws FailureException {
    boolean fromDataset = !found.origin().isEmpty() && tracked.hold(found.origin());
    if (fromDataset && NOT_FROM_A_DATASET.matcher(found.key()).matches()) {
      throw new FailureException(
          FailureKind.DATASET,
          found.origin(),
          "is a file of the dataset and part of git's configuration, where it sets "
              + found.key()
              + ": whoever changes the dataset decides what git runs",
          "no longer include it, see: git config --show-origin --get-all include.path");
    }
    if (found.key().equals(HOOKS)) {
      return fromDataset || tracked.hold(found.value())
          ? Optional.of(replaced(found, commonFolder.resolve("hooks").toString()))
          : Optional.empty();
    }
    if (SPECIAL_REMOTE.matcher(found.key()).matches()) {
      return PROGRAM_NAME.matcher(found.value()).matches()
          ? Optional.empty()
          : Optional.of(replaced(found, "readonly"));
    }
    return COMMANDS.stream()
        .filter(rule -> rule.key.matcher(found.key()).matches())
        .filter(_ -> !found.key().startsWith("filter.annex."))
        .filter(_ -> fromDataset || tracked.areNamedBy(found.value()))
        .map(rule -> replaced(found, rule.harmless))
        .findFirst();
  }

  private static Judgement replaced(GitConfiguration.Found found, String value) {
    GitSetting harmless = new GitSetting(found.key(), value);
    var filter = FILTER.matcher(found.key());
    // If the filter is required, git would refuse to read or write its files.
    List<GitSetting> settings =
        filter.matches()
            ? List.of(harmless, new GitSetting("filter." + filter.group(1) + ".required", "false"))
            : List.of(harmless);
    return new Judgement(
        new SetAside(found.key(), found.value(), "it names files of the dataset"), settings);
  }
}
