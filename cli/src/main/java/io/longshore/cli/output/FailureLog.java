package io.longshore.cli.output;

import io.longshore.ground.Printable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file of {@code --log-file}: {@code recipe TAB class TAB reason} for each failure, and each
 * image that is not what it was, written as it happens. It is made even if there is none, so that
 * an empty file means so.
 */
public final class FailureLog implements AutoCloseable {
  private final Optional<BufferedWriter> writer;

  private FailureLog(Optional<BufferedWriter> writer) {
    this.writer = writer;
  }

  /**
   * @param file truncated if it exists; nothing is logged without one
   * @throws io.longshore.ground.FailureException if it cannot be written
   */
  public static FailureLog open(Optional<Path> file) throws IOException {
    return new FailureLog(
        file.isPresent() ? Optional.of(ReportFile.openInPlace(file.get())) : Optional.empty());
  }

  public void add(String recipe, String failureClass, String reason) {
    if (writer.isEmpty()) {
      return;
    }
    try {
      writer
          .get()
          .write(Printable.line(recipe) + "\t" + failureClass + "\t" + oneLine(reason) + "\n");
      writer.get().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the log file", e);
    }
  }

  private static String oneLine(String text) {
    return Printable.line(text.replaceAll("\\s+", " ").strip());
  }

  @Override
  public void close() throws IOException {
    if (writer.isPresent()) {
      writer.get().close();
    }
  }
}
