package io.longshore.cli;

import io.longshore.cli.command.Commands;
import io.longshore.cli.session.Session;
import io.longshore.testing.EventSchema;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the command line inside the test, its streams caught. Not for tests that run at once. */
public final class Program {
  private Program() {}

  public record Result(int exitCode, String output, String errors) {}

  public static Result run(List<String> arguments) {
    PrintStream realOutput = System.out;
    PrintStream realErrors = System.err;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream caughtErrors = new PrintStream(errors, true, StandardCharsets.UTF_8);
    try {
      System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
      System.setErr(caughtErrors);
      int exitCode =
          Main.commandLine(
                  new Session(Commands.OF_PROGRAM),
                  Commands.OF_PROGRAM.neededFor(arguments.toArray(String[]::new)))
              .setErr(new PrintWriter(caughtErrors, true, StandardCharsets.UTF_8))
              .execute(arguments.toArray(String[]::new));
      String printed = output.toString(StandardCharsets.UTF_8);
      if (arguments.contains("--json")) {
        EventSchema.requireValid(printed);
      }
      return new Result(exitCode, printed, errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(realOutput);
      System.setErr(realErrors);
    }
  }
}
