package io.longshore.image.soundness;

import io.longshore.image.inspect.RuntimeFacts;
import io.longshore.image.runtime.RunScript;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an image starts, as far as it says.
 *
 * @param program the first word; empty where nothing is to be started, or only the runscript knows
 * @param sure whether the program is started whatever the arguments are
 * @param replaced whether arguments take the place of the program, as they do of a command
 * @param toldToRun whether the image names something, or may
 */
record StartCommand(Optional<String> program, boolean sure, boolean replaced, boolean toldToRun) {
  /** The form in which Apptainer writes down entrypoint and command of an image from OCI. */
  private static final Pattern OF_APPTAINER =
      Pattern.compile("(?m)^OCI_(ENTRYPOINT|CMD)='(?:\"([^\"\\\\']*)\")?");

  /**
   * The form in which Longshore does. The entrypoint comes last; the line of the command is
   * indented, since it counts only if there are no arguments.
   */
  private static final Pattern OF_LONGSHORE = Pattern.compile("(?m)^( *)set -- (.*)$");

  private static final Pattern QUOTED = Pattern.compile("'([^']*)'(?: .*)?");

  private static final Pattern EXEC =
      Pattern.compile("(?m)^[ \\t]*exec[ \\t]+(/[A-Za-z0-9._/+-]+)(?=[ \\t]|$)");

  static StartCommand of(RuntimeFacts facts) {
    String runscript = facts.runscript().orElse("");
    Matcher ofApptainer = OF_APPTAINER.matcher(runscript);
    boolean fromOci = ofApptainer.find();
    boolean ofLongshore = !fromOci && runscript.contains(RunScript.WITHOUT_SHELL);
    // A SIF keeps the configuration of the image it was built from. That is not what is started
    // where the definition has a runscript of its own.
    boolean configured = runscript.isEmpty() || fromOci || ofLongshore;
    if (configured && isNamed(facts.entrypoint())) {
      return named(facts.entrypoint().getFirst(), /* replaced= */ false);
    }
    if (configured && isNamed(facts.command())) {
      return named(facts.command().getFirst(), /* replaced= */ true);
    }
    if (fromOci) {
      return inRunscriptOfApptainer(ofApptainer);
    }
    return ofLongshore
        ? inRunscriptOfLongshore(runscript)
        : new StartCommand(lastExec(runscript), false, false, /* toldToRun= */ true);
  }

  private static boolean isNamed(List<String> words) {
    return !words.isEmpty() && !words.getFirst().isEmpty();
  }

  private static StartCommand named(String program, boolean replaced) {
    return new StartCommand(Optional.of(program), /* sure= */ true, replaced, true);
  }

  private static StartCommand unnamed(boolean toldToRun) {
    return new StartCommand(Optional.empty(), /* sure= */ true, false, toldToRun);
  }

  private static StartCommand inRunscriptOfApptainer(Matcher lines) {
    boolean more = true;
    while (more) {
      if (lines.group(2) != null) {
        return named(lines.group(2), lines.group(1).equals("CMD"));
      }
      more = lines.find();
    }
    return unnamed(/* toldToRun= */ false);
  }

  private static StartCommand inRunscriptOfLongshore(String runscript) {
    if (runscript.contains(RunScript.NOTHING_NAMED)) {
      return unnamed(/* toldToRun= */ false);
    }
    Optional<MatchResult> line =
        OF_LONGSHORE.matcher(runscript).results().reduce((_, last) -> last);
    if (line.isPresent()) {
      Matcher word = QUOTED.matcher(line.get().group(2));
      if (word.matches()) {
        return named(word.group(1), !line.get().group(1).isEmpty());
      }
    }
    return unnamed(/* toldToRun= */ true);
  }

  private static Optional<String> lastExec(String runscript) {
    return EXEC.matcher(runscript).results().reduce((_, last) -> last).map(exec -> exec.group(1));
  }
}
