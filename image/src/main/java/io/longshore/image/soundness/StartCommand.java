package io.longshore.image.soundness;

import io.longshore.image.inspect.RuntimeFacts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an image starts, as far as it says.
 *
 * @param program the first word; empty where nothing is to be started, or only the runscript knows
 * @param sure whether it is started whatever the arguments are
 * @param toldToRun whether the image names something, or may
 * @param searchPath the folders where programs are looked for
 */
record StartCommand(
    Optional<String> program, boolean sure, boolean toldToRun, List<String> searchPath) {
  // What Apptainer gives an image that has none.
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** A PATH with more folders is nobody's. */
  private static final int MOST_FOLDERS = 100;

  /** The form in which Apptainer writes down entrypoint and command of an image from OCI. */
  private static final Pattern OF_APPTAINER =
      Pattern.compile("(?m)^OCI_(?:ENTRYPOINT|CMD)='(?:\"([^\"\\\\']*)\")?");

  private static final Pattern EXEC =
      Pattern.compile("(?m)^[ \\t]*exec[ \\t]+(/[A-Za-z0-9._/+-]+)(?=[ \\t]|$)");

  private static final Pattern PATH_IN_SCRIPT =
      Pattern.compile("(?m)^(?:export )?PATH=[\"']?(/[^\"'$\\n]*)");

  static StartCommand of(RuntimeFacts facts) {
    List<String> searchPath = searchPath(facts);
    List<String> words =
        Stream.concat(facts.entrypoint().stream(), facts.command().stream()).toList();
    if (!words.isEmpty()) {
      return new StartCommand(Optional.of(words.getFirst()), true, true, searchPath);
    }
    String runscript = facts.runscript().orElse("");
    if (runscript.contains(RunscriptCheck.WITHOUT_SHELL)) {
      return new StartCommand(Optional.empty(), true, false, searchPath);
    }
    Matcher written = OF_APPTAINER.matcher(runscript);
    boolean ofApptainer = false;
    while (written.find()) {
      ofApptainer = true;
      if (written.group(1) != null) {
        return new StartCommand(Optional.of(written.group(1)), true, true, searchPath);
      }
    }
    return new StartCommand(lastExec(runscript), false, !ofApptainer, searchPath);
  }

  private static Optional<String> lastExec(String runscript) {
    return EXEC.matcher(runscript).results().reduce((_, last) -> last).map(exec -> exec.group(1));
  }

  // A definition's variables come after the image's.
  private static List<String> searchPath(RuntimeFacts facts) {
    String path = DEFAULT_PATH;
    for (String variable : facts.environment()) {
      if (variable.startsWith("PATH=")) {
        path = variable.substring("PATH=".length());
      }
    }
    for (String script : facts.environmentScripts().values()) {
      Matcher found = PATH_IN_SCRIPT.matcher(script);
      while (found.find()) {
        path = found.group(1);
      }
    }
    return Stream.of(path.split(":"))
        .filter(folder -> folder.startsWith("/"))
        .limit(MOST_FOLDERS)
        .toList();
  }
}
