package io.longshore.image.runtime;

/**
 * The script that {@code apptainer run} starts. It combines entrypoint and command like a container
 * engine and passes on every argument unchanged.
 */
public final class RunScript {
  /** Apptainer recognizes this exact line and then interprets the script itself. */
  public static final String WITHOUT_SHELL = "eval \"set ${SINGULARITY_OCI_RUN}\"";

  /** What the script says of an image that has neither an entrypoint nor a command. */
  public static final String NOTHING_NAMED = "This image names no command to run";

  private RunScript() {}

  static String of(ImageConfiguration image) {
    StringBuilder script = new StringBuilder();
    script.append(
        """
        #!/bin/sh
        # Runs the entrypoint of the image with the arguments given, or without any with its own.

        """);
    if (!image.command().isEmpty()) {
      script.append(whenNoArguments("set -- " + ShellText.quoteAll(image.command())));
    }
    if (!image.entrypoint().isEmpty()) {
      script.append("set -- ").append(ShellText.quoteAll(image.entrypoint())).append(" \"$@\"\n");
    } else if (image.command().isEmpty()) {
      script.append(
          whenNoArguments(
              "echo '" + NOTHING_NAMED + ": starting /bin/sh.' >&2\n" + "  set -- /bin/sh"));
    }
    // With this line images without a shell run too. The eval changes nothing.
    script
        .append(
            """
            SINGULARITY_OCI_RUN='-- "$@"'
            # Apptainer needs no shell in the image for a script with this very line:
            """)
        .append(WITHOUT_SHELL)
        .append("\nexec \"$@\"\n");
    return script.toString();
  }

  private static String whenNoArguments(String commands) {
    return "if [ \"$#\" -eq 0 ]; then\n  " + commands + "\nfi\n";
  }
}
