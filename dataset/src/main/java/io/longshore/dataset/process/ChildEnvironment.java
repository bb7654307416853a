package io.longshore.dataset.process;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The environment of child processes: the environment of this process, made safe for work on the
 * repository at the child's working folder.
 *
 * <p>A git hook or {@code git rebase --exec} that starts Longshore sets GIT_DIR, GIT_INDEX_FILE and
 * others, which would redirect every command to another repository. Of git's variables, only those
 * that name the committer, the network and the user's configuration are kept; all others are
 * removed.
 */
final class ChildEnvironment {
  private static final String SETTINGS = "GIT_CONFIG_COUNT";
  private static final String KEY = "GIT_CONFIG_KEY_";
  private static final String VALUE = "GIT_CONFIG_VALUE_";
  private static final Pattern NUMBERED = Pattern.compile("(?:" + KEY + "|" + VALUE + ")[0-9]+");
  private static final Set<String> KEPT =
      Set.of(
          "GIT_AUTHOR_NAME",
          "GIT_AUTHOR_EMAIL",
          "GIT_AUTHOR_DATE",
          "GIT_COMMITTER_NAME",
          "GIT_COMMITTER_EMAIL",
          "GIT_COMMITTER_DATE",
          SETTINGS,
          "GIT_CONFIG_GLOBAL",
          "GIT_CONFIG_SYSTEM",
          "GIT_CONFIG_NOSYSTEM",
          "GIT_CEILING_DIRECTORIES",
          "GIT_EXEC_PATH",
          "GIT_SSH",
          "GIT_SSH_COMMAND",
          "GIT_SSL_CAINFO",
          "GIT_SSL_CAPATH",
          "GIT_SSL_NO_VERIFY");

  private ChildEnvironment() {}

  /**
   * @param settings added to the settings in the environment, in the form of git-config(1): {@code
   *     GIT_CONFIG_COUNT}, and a key and a value for each
   */
  static void apply(
      Map<String, String> environment, Map<String, String> additions, List<GitSetting> settings) {
    environment
        .keySet()
        .removeIf(
            name ->
                name.startsWith("GIT_")
                    && !KEPT.contains(name)
                    && !NUMBERED.matcher(name).matches());
    environment.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANGUAGE"));
    environment.put("LC_ALL", "C");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    // git should not take locks for work that only makes its next command faster.
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put(RunMark.VARIABLE, RunMark.ours());
    environment.putAll(additions);
    add(settings, environment);
  }

  private static void add(List<GitSetting> settings, Map<String, String> environment) {
    if (settings.isEmpty()) {
      return;
    }
    int number = count(environment);
    for (GitSetting setting : settings) {
      environment.put(KEY + number, setting.key());
      environment.put(VALUE + number, setting.value());
      number++;
    }
    environment.put(SETTINGS, Integer.toString(number));
  }

  // git itself reports a count that is not a number.
  private static int count(Map<String, String> environment) {
    String count = environment.getOrDefault(SETTINGS, "");
    return count.matches("[0-9]{1,6}") ? Integer.parseInt(count) : 0;
  }
}
