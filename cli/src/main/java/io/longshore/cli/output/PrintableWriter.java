package io.longshore.cli.output;

import io.longshore.ground.Printable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Passes text on after {@link Printable#text} has escaped it. */
final class PrintableWriter extends FilterWriter {
  PrintableWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(Printable.text(text.substring(offset, offset + length)));
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length), 0, length);
  }

  @Override
  public void write(int character) throws IOException {
    write(Character.toString((char) character), 0, 1);
  }
}
