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
 * The git settings of Longshore's commands, in addition to the user's configuration.
 *
 * <p>The configuration and the hooks below {@code .git} belong to the user and apply. The exception
 * are settings that make git run files of the dataset, because anybody who changes the dataset
 * decides their content. See {@code docs/decisions/0019-arguments-and-strangers.md}.
 *
 * @param settings settings for every git command on the repository
 * @param setAside the user's settings that they override
 * @param signsCommits whether the user wants commits signed
 * @param shared the sharing mode of the git folder
 * @param annex the settings of git-annex in this clone, except those of remotes
 * @param digest digest of all settings in force
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
   * A setting of the configuration in force.
   *
   * @param origin the file with the setting, as git names it; empty if the setting is in no file
   */
  record Found(String key, String value, String origin) {}

  GitConfiguration {
    settings = List.copyOf(settings);
    setAside = List.copyOf(setAside);
  }

  /**
   * @throws io.longshore.ground.FailureException if the configuration includes a file of the
   *     dataset in a way that cannot be overridden
   */
  static GitConfiguration of(Path root, Path gitFolder, Path commonFolder, CommandRunner runner)
      throws IOException {
    List<Found> found = read(root, runner);
    List<GitSetting> settings = new ArrayList<>();
    // By default git does not force loose objects to disk, so that after a power cut a ref could
    // name a commit that does not exist. The user's own setting applies.
    if (found.stream().noneMatch(setting -> setting.key().equals("core.fsync"))) {
      settings.add(new GitSetting("core.fsync", "committed,loose-object,reference,index"));
    }
    // The monitor only saves time. git would also run the monitor of a subdataset, whose
    // configuration is not checked here.
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

  // For an existing repository, git reads this setting from the repository's own configuration
  // alone.
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

  // Files of the annex are read by git-annex, whatever program is configured under the filter's
  // name. Whether one process serves all files stays the user's choice.
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
