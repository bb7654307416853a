package io.longshore.cli.output;

import io.longshore.ground.Printable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of {@code --log-file} or {@code --warnings-file}: {@code recipe TAB class TAB reason} for
 * each failure, or each warning, written as it happens. The file is made in any case, so that an
 * empty file means that there was none.
 */
public final class ImageLog implements AutoCloseable {
  private final Optional<BufferedWriter> writer;

  private ImageLog(Optional<BufferedWriter> writer) {
    this.writer = writer;
  }

  /**
   * @param file truncated if it exists; if empty, nothing is logged
   * @throws io.longshore.ground.FailureException if the file cannot be written
   */
  public static ImageLog open(Optional<Path> file) throws IOException {
    return new ImageLog(
        file.isPresent() ? Optional.of(ReportFile.openInPlace(file.get())) : Optional.empty());
  }

  static ImageLog nowhere() {
    return new ImageLog(Optional.empty());
  }

  public void add(String image, String kind, String reason) {
    if (writer.isEmpty()) {
      return;
    }
    try {
      writer.get().write(Printable.line(image) + "\t" + kind + "\t" + oneLine(reason) + "\n");
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
