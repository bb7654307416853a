package io.longshore.dataset.process;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

final class LocalBatchProcess implements BatchProcess {
  /** The largest number of lines before an answer. With more lines the program is out of order. */
  private static final int MOST_NOTICES = 10_000;

  /** How many lines a failure shows. */
  private static final int KEPT_NOTICES = 5;

  private final ChildProcess child;
  private final InputStream output;
  private final OutputStream input;
  private final List<String> notices = new ArrayList<>();
  private boolean closed;

  LocalBatchProcess(ChildProcess child) {
    this.child = child;
    this.output = new BufferedInputStream(child.output(), 1 << 16);
    this.input = new BufferedOutputStream(child.input(), 1 << 16);
  }

  @Override
  public synchronized void send(String line) throws IOException {
    if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
      throw ToolFailures.notOneLine(child.command(), line);
    }
    try (Deadline _ = Deadline.killing(child, child.command().timeLimit())) {
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw ToolFailures.endedEarly(child.command(), withNotices(child.finishErrors()));
    }
  }

  @Override
  public synchronized String readLine() throws IOException {
    try (Deadline deadline = Deadline.killing(child, child.command().timeLimit())) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = read(deadline); b != '\n'; b = read(deadline)) {
        if (line.size() >= child.command().outputLimit()) {
          child.kill();
          throw ToolFailures.tooMuchOutput(child.command());
        }
        line.write(b);
      }
      return line.toString(StandardCharsets.UTF_8);
    }
  }

  @Override
  public synchronized byte[] readBytes(int count) throws IOException {
    try (Deadline deadline = Deadline.killing(child, child.command().timeLimit())) {
      byte[] bytes = new byte[count];
      int offset = 0;
      while (offset < count) {
        int n = readSome(bytes, offset, deadline);
        offset += n;
      }
      return bytes;
    }
  }

  private int read(Deadline deadline) throws IOException {
    byte[] one = new byte[1];
    readSome(one, 0, deadline);
    return one[0] & 0xff;
  }

  private int readSome(byte[] bytes, int offset, Deadline deadline) throws IOException {
    int n = -1;
    try {
      n = output.read(bytes, offset, bytes.length - offset);
    } catch (IOException e) {
      if (!deadline.hasPassed()) {
        throw e;
      }
    }
    if (n > 0) {
      return n;
    }
    throw deadline.hasPassed()
        ? ToolFailures.tooSlow(child.command(), withNotices(child.errorsSoFar()))
        : ToolFailures.endedEarly(child.command(), withNotices(child.finishErrors()));
  }

  @Override
  public synchronized String ask(String line, Predicate<String> isAnswer) throws IOException {
    send(line);
    for (int passedOver = 0; passedOver < MOST_NOTICES; passedOver++) {
      String answer = readLine();
      if (isAnswer.test(answer)) {
        return answer;
      }
      note(answer);
    }
    child.kill();
    throw ToolFailures.tooMuchOutput(child.command());
  }

  private void note(String notice) {
    if (!notice.isBlank()) {
      notices.add(notice);
      if (notices.size() > KEPT_NOTICES) {
        notices.removeFirst();
      }
    }
  }

  @Override
  public synchronized String errors() {
    return withNotices(child.errorsSoFar());
  }

  private String withNotices(String errors) {
    return String.join("\n", notices) + "\n" + errors;
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (Deadline deadline = Deadline.killing(child, child.command().timeLimit())) {
      try {
        input.close();
        output.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // The program has ended already; its exit code tells whether it failed.
      }
      child.waitFor(child.command().timeLimit().plusSeconds(1));
      if (deadline.hasPassed()) {
        throw ToolFailures.tooSlow(child.command(), withNotices(child.finishErrors()));
      }
      if (!child.command().acceptedExitCodes().contains(child.exitCode())) {
        throw ToolFailures.exited(
            child.command(), child.exitCode(), withNotices(child.finishErrors()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(child.command().shortName() + " was interrupted");
    } finally {
      child.kill();
    }
  }

  @Override
  public void kill() {
    child.kill();
  }
}
