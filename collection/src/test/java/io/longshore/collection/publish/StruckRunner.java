package io.longshore.collection.publish;

import io.longshore.dataset.process.BatchProcess;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Programs of which one request is struck. Requests are counted from zero: a program's run, its
 * start, and each line it is asked.
 */
final class StruckRunner implements CommandRunner {
  /** What becomes of the request. */
  enum Strike {
    /** The program says no. */
    REFUSED,
    /** This program says no, and so does each that is asked from then on. */
    REFUSED_ONWARDS,
    /** Our process dies before the request. */
    DEAD_BEFORE,
    /** Our process dies after the request, which was answered. */
    DEAD_AFTER
  }

  /** The end of our process: nothing can be asked any more, and what was started ends. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1;

    Death() {
      super("killed", null, false, false);
    }
  }

  private final CommandRunner programs = new LocalCommandRunner();
  private final List<BatchProcess> started = new ArrayList<>();
  private final Strike strike;
  private final int struck;
  private int requests;
  private boolean dead;

  /**
   * @param request which one; negative if none
   */
  StruckRunner(int request, Strike strike) {
    this.struck = request;
    this.strike = strike;
  }

  boolean hasStruck() {
    return struck >= 0 && requests > struck;
  }

  int requests() {
    return requests;
  }

  private <T> T request(String what, Request<T> request) throws IOException {
    if (dead) {
      throw new Death();
    }
    boolean now = requests++ == struck;
    if (strike == Strike.REFUSED_ONWARDS ? hasStruck() : now && strike == Strike.REFUSED) {
      throw new FailureException(FailureKind.TOOL, what, "said no", "try again");
    }
    if (!now) {
      return request.make();
    }
    if (strike == Strike.DEAD_AFTER) {
      request.make();
    }
    dead = true;
    for (BatchProcess process : started) {
      // The end of its input is what a program sees of our death.
      process.close();
    }
    throw new Death();
  }

  private interface Request<T> {
    T make() throws IOException;
  }

  @Override
  public CommandResult run(Command command) throws IOException {
    return request(command.shortName(), () -> programs.run(command));
  }

  @Override
  public BatchProcess start(Command command) throws IOException {
    return request(
        command.shortName(),
        () -> {
          BatchProcess process = programs.start(command);
          started.add(process);
          return new Struck(process);
        });
  }

  @Override
  public boolean isInstalled(String program) {
    return programs.isInstalled(program);
  }

  private final class Struck implements BatchProcess {
    private final BatchProcess process;

    Struck(BatchProcess process) {
      this.process = process;
    }

    @Override
    public void send(String line) throws IOException {
      request(line, () -> sent(line));
    }

    private String sent(String line) throws IOException {
      process.send(line);
      return line;
    }

    @Override
    public String readLine() throws IOException {
      return process.readLine();
    }

    @Override
    public byte[] readBytes(int count) throws IOException {
      return process.readBytes(count);
    }

    @Override
    public String errors() {
      return process.errors();
    }

    @Override
    public String ask(String line) throws IOException {
      return request(line, () -> process.ask(line));
    }

    @Override
    public String ask(String line, Predicate<String> isAnswer) throws IOException {
      return request(line, () -> process.ask(line, isAnswer));
    }

    @Override
    public void close() throws IOException {
      process.close();
    }

    @Override
    public void kill() {
      process.kill();
    }
  }
}
