package io.longshore.image.runtime;

import java.util.Map;
import java.util.Set;

/**
 * Makes the two scripts that set environment variables: those of the image configuration and those
 * of the definition.
 */
final class EnvironmentScripts {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Shells set these variables themselves, and some shells end a script that assigns them. */
  private static final Set<String> OF_THE_SHELL = Set.of("UID", "EUID", "GID", "PPID");

  private EnvironmentScripts() {}

  /**
   * The script for the variables of the image configuration. As in Apptainer, a variable that is
   * already set keeps its value, except PATH. A second entry for the same name therefore has no
   * effect. Names that are not valid for shell variables, and variables that shells set themselves,
   * are left out.
   */
  static String ofImage(ImageConfiguration image) {
    StringBuilder script = new StringBuilder();
    script.append(
        """
        #!/bin/sh
        # The environment of the image configuration; what is set already stays, except PATH.

        """);
    boolean path = false;
    for (String entry : image.environment()) {
      int equals = entry.indexOf('=');
      String name = equals < 0 ? entry : entry.substring(0, equals);
      if (!ShellText.isVariableName(name) || OF_THE_SHELL.contains(name)) {
        continue;
      }
      path |= name.equals("PATH");
      script.append(equals < 0 ? withoutValue(name) : withValue(name, entry.substring(equals + 1)));
    }
    if (!path) {
      script.append(": \"${PATH:=" + DEFAULT_PATH + "}\"\nexport PATH\n");
    }
    return script.toString();
  }

  private static String withoutValue(String name) {
    return "export " + name + "=\"${" + name + ":-}\"\n";
  }

  private static String withValue(String name, String value) {
    if (name.equals("PATH")) {
      return ShellText.export(name, value) + "\n";
    }
    // An expansion with a default value is avoided, because shells treat quotes inside of it
    // differently.
    return "[ -n \"${%s:-}\" ] || %s=%s\nexport %s\n"
        .formatted(name, name, ShellText.quote(value), name);
  }

  /** The script for the variables of the definition, which override those of the image. */
  static String ofDefinition(Definition definition) {
    StringBuilder script = new StringBuilder();
    script.append(
        """
        #!/bin/sh
        # The environment of the definition file.

        """);
    for (Map.Entry<String, String> variable : definition.environment().entrySet()) {
      script.append(ShellText.export(variable.getKey(), variable.getValue())).append('\n');
    }
    return script.toString();
  }
}
