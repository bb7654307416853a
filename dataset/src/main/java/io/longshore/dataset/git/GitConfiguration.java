package io.longshore.dataset.git;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.GitSetting;
import io.longshore.ground.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What git is told for our commands, beside what the user has configured.
 *
 * <p>The configuration and the hooks below {@code .git} are the user's and count, except a setting
 * with which the user leaves it to the files of the dataset what is run: those come from whoever
 * changes the dataset. See {@code docs/decisions/0019-arguments-and-strangers.md}.
 *
 * @param settings for every git command on the repository
 * @param setAside which of the user's settings have no effect by that
 * @param signsCommits whether the user wants commits signed
 * @param shared who may use the git folder
 * @param annex what concerns git-annex in this clone: its settings without a remote
 * @param digest of all settings that are in force
 */
record GitConfiguration(
    List<GitSetting> settings,
    List<SetAside> setAside,
    boolean signsCommits,
    SharedMode shared,
    Map<String, String> annex,
    Digest digest) {

  private static final Pattern TRUE = Pattern.compile("true|yes|on|[+-]?0*[1-9][0-9]*[kmg]?");

  /**
   * What stands for a setting in the configuration that is in force.
   *
   * @param origin the file it stands in, as git names it; empty if it stands in none
   */
  record Found(String key, String value, String origin) {}

  GitConfiguration {
    settings = List.copyOf(settings);
    setAside = List.copyOf(setAside);
  }

  /**
   * @throws io.longshore.ground.FailureException if a file of the dataset is part of the
   *     configuration in a way that cannot be set aside
   */
  static GitConfiguration of(Path root, Path gitFolder, Path commonFolder, CommandRunner runner)
      throws IOException {
    List<Found> found = read(root, runner);
    List<GitSetting> settings = new ArrayList<>();
    // git's own default leaves loose objects to the next sync of the operating system: after a
    // power cut a ref could name a commit that is not there. Who configured it is obeyed.
    if (found.stream().noneMatch(setting -> setting.key().equals("core.fsync"))) {
      settings.add(new GitSetting("core.fsync", "committed,loose-object,reference,index"));
    }
    // It saves time and nothing else; and git asks that of a subdataset too, which is not ours to
    // look at.
    settings.add(new GitSetting("core.fsmonitor", "false"));
    settings.addAll(annexFilter(found));
    List<SetAside> setAside = new ArrayList<>();
    ProgramSettings programs =
        new ProgramSettings(new TrackedFiles(root, gitFolder, commonFolder), commonFolder);
    for (Found setting : found) {
      programs
          .judge(setting)
          .ifPresent(
              judgement -> {
                settings.addAll(judgement.settings());
                setAside.add(judgement.setAside());
              });
    }
    return new GitConfiguration(
        settings,
        setAside,
        last(found.stream(), "commit.gpgsign").map(GitConfiguration::isTrue).orElse(false),
        shared(found, root, commonFolder),
        annex(found),
        Digest.of(found.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, String> annex(List<Found> found) {
    Map<String, String> settings = new HashMap<>();
    for (Found setting : found) {
      if (setting.key().startsWith("annex.")) {
        settings.put(setting.key(), setting.value());
      }
    }
    return settings;
  }

  private static Optional<String> last(Stream<Found> found, String key) {
    return found
        .filter(setting -> setting.key().equals(key))
        .map(Found::value)
        .reduce((_, later) -> later);
  }

  private static boolean isTrue(String value) {
    return TRUE.matcher(value.toLowerCase(Locale.ROOT)).matches();
  }

  // Of a repository that is there, git asks its own configuration alone.
  private static SharedMode shared(List<Found> found, Path root, Path commonFolder) {
    Path own = commonFolder.resolve("config");
    Stream<Found> settings =
        found.stream()
            .filter(setting -> !setting.origin().isEmpty())
            .filter(setting -> root.resolve(setting.origin()).normalize().equals(own));
    return last(settings, "core.sharedrepository")
        .map(SharedMode::parse)
        .orElse(SharedMode.PRIVATE);
  }

  // Whatever was configured under that name, files of the annex are read by git-annex. Whether one
  // process does so for all files stays the user's choice.
  private static List<GitSetting> annexFilter(List<Found> found) {
    List<GitSetting> settings = new ArrayList<>();
    settings.add(new GitSetting("filter.annex.smudge", "git-annex smudge -- %f"));
    settings.add(new GitSetting("filter.annex.clean", "git-annex smudge --clean -- %f"));
    if (found.stream().anyMatch(setting -> setting.key().equals("filter.annex.process"))) {
      settings.add(new GitSetting("filter.annex.process", "git-annex filter-process"));
    }
    return settings;
  }

  private static List<Found> read(Path root, CommandRunner runner) throws IOException {
    Command list = Command.of(root, "git", "config").options("-z", "--show-origin", "--list");
    List<String> fields = runner.run(list).fields();
    List<Found> found = new ArrayList<>();
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      String[] setting = fields.get(i + 1).split("\n", 2);
      String origin = fields.get(i);
      found.add(
          new Found(
              setting[0],
              setting.length == 2 ? setting[1] : "true",
              origin.startsWith("file:") ? origin.substring("file:".length()) : ""));
    }
    return found;
  }
}
