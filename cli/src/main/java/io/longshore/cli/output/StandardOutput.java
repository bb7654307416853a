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
 * Standard output that remembers what went wrong. Java's own keeps that to itself: a report on a
 * full disk would end in the middle, and the command in success.
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
   * Takes the place of {@link System#out}.
   *
   * @param onReaderGone is done once, when nobody is left to read; must be short
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

  /** Whether who read it has ended, as {@code head} does: then there is nobody to tell. */
  public static boolean isReaderGone(IOException failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
  }
}
