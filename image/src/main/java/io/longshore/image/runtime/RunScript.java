package io.longshore.image.runtime;

/**
 * The script that {@code apptainer run} starts. It combines entrypoint and command like a container
 * engine and passes on every argument unchanged.
 */
final class RunScript {
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
              "echo 'This image names no command to run: starting /bin/sh.' >&2\n"
                  + "  set -- /bin/sh"));
    }
    // Apptainer recognizes the exact text of the eval line below and then interprets the script
    // itself, so that images without a shell run too. The eval changes nothing.
    script.append(
        """
        SINGULARITY_OCI_RUN='-- "$@"'
        # Apptainer needs no shell in the image for a script with this very line:
        eval "set ${SINGULARITY_OCI_RUN}"
        exec "$@"
        """);
    return script.toString();
  }

  private static String whenNoArguments(String commands) {
    return "if [ \"$#\" -eq 0 ]; then\n  " + commands + "\nfi\n";
  }
}
