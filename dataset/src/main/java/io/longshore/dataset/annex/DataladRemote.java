package io.longshore.dataset.annex;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DataLad's special remote in a repository: fetches from registries that ask for a token, and is
 * named in the question {@code git annex find --not --in datalad --and --not --in web}.
 *
 * <p>Where DataLad is not installed the remote is set up read-only: git-annex then needs no program
 * of DataLad's, fetches its URLs itself, and records for clones the very same remote. See {@code
 * docs/decisions/0004-datalad-remote.md}.
 */
public final class DataladRemote {
  static final String PROGRAM = "git-annex-remote-datalad";
  private static final String NAME = "datalad";
  private static final Pattern SETTING =
      Pattern.compile("remote\\.(.+)\\.annex-(uuid|externaltype|readonly) (.*)");
  private static final Pattern LOGGED_NAME = Pattern.compile(" name=(\\S+)");

  private DataladRemote() {}

  /**
   * Makes the remote known to the dataset and usable in this clone, if it is not. Costs one process
   * where nothing is to be done.
   *
   * @throws io.longshore.oci.FailureException of kind TOOL if another remote is named {@code
   *     datalad}
   */
  public static void ensure(AnnexRepository annex) throws IOException {
    GitRepository git = annex.git();
    boolean installed = git.runner().isInstalled(PROGRAM);
    List<Setting> settings = settings(git);
    Optional<String> enabled = enabledName(settings);
    if (enabled.isPresent()) {
      if (installed && isReadOnly(settings, enabled.get())) {
        makeWritable(git, enabled.get());
      }
      return;
    }
    List<String> arguments = new ArrayList<>();
    Optional<String> known = knownName(git);
    if (known.isPresent()) {
      arguments.addAll(List.of("annex", "enableremote", known.get()));
    } else {
      arguments.addAll(
          List.of(
              "annex",
              "initremote",
              NAME,
              "type=external",
              "externaltype=datalad",
              "encryption=none",
              "autoenable=true",
              "uuid=" + KnownRemotes.DATALAD));
    }
    if (!installed) {
      arguments.add("readonly=true");
    }
    git.run(git.git(arguments));
  }

  /** Local names of all special remotes that run a program of their own. */
  static List<String> externalRemoteNames(GitRepository git) throws IOException {
    return settings(git).stream()
        .filter(setting -> setting.name.equals("externaltype"))
        .map(setting -> setting.remote)
        .distinct()
        .toList();
  }

  private static Optional<String> enabledName(List<Setting> settings) {
    return settings.stream()
        .filter(setting -> setting.name.equals("uuid"))
        .filter(setting -> setting.value.equals(KnownRemotes.DATALAD.toString()))
        .map(setting -> setting.remote)
        .findFirst();
  }

  private static boolean isReadOnly(List<Setting> settings, String remote) {
    return settings.contains(new Setting(remote, "externaltype", "readonly"));
  }

  private static void makeWritable(GitRepository git, String remote) throws IOException {
    Command unset =
        git.git("config", "--local", "--unset-all", "remote." + remote + ".annex-readonly");
    git.run(unset.accepting(0, 5));
    git.run(git.git("annex", "enableremote", knownName(git).orElse(remote)));
  }

  private static Optional<String> knownName(GitRepository git) throws IOException {
    CommandResult log = git.run(git.git("show", "git-annex:remote.log").accepting(0, 128));
    if (log.exitCode() != 0) {
      return Optional.empty();
    }
    return log.lines().stream()
        .filter(line -> line.startsWith(KnownRemotes.DATALAD + " "))
        .map(LOGGED_NAME::matcher)
        .filter(Matcher::find)
        .map(name -> name.group(1))
        .findFirst();
  }

  private static List<Setting> settings(GitRepository git) throws IOException {
    Command command = git.git("config", "--get-regexp", "^remote\\..*\\.annex-");
    return git.run(command.accepting(0, 1)).lines().stream()
        .map(SETTING::matcher)
        .filter(Matcher::matches)
        .map(found -> new Setting(found.group(1), found.group(2), found.group(3)))
        .toList();
  }

  private record Setting(String remote, String name, String value) {}
}
