package io.longshore.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/**
 * A standard output that remembers failures. Java's own hides them, so that a report on a full disk
 * would end in the middle and the command would succeed.
 */
public final class StandardOutput extends OutputStream {
  private final OutputStream out;
  private final Runnable onReaderGone;
  private IOException failure;

  StandardOutput(OutputStream out, Runnable onReaderGone) {
    this.out = out;
    this.onReaderGone = onReaderGone;
  }

  /**
   * Replaces {@link System#out}.
   *
   * @param onReaderGone called once, when the reader has ended; must be short
   */
  public static StandardOutput install(Runnable onReaderGone) {
    Charset charset = System.out.charset();
    StandardOutput output =
        new StandardOutput(new FileOutputStream(FileDescriptor.out), onReaderGone);
    System.setOut(new PrintStream(output, true, charset));
    return output;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if (failure == null) {
        failure = e;
        if (isReaderGone(e)) {
          onReaderGone.run();
        }
      }
      throw e;
    }
  }

  /** The first failure. */
  public synchronized Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Whether {@code failure} means that the reader has ended, as {@code head} does. Such a failure
   * is not reported.
   */
  public static boolean isReaderGone(IOException failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
  }
}
