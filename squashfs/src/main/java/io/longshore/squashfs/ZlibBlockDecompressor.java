package io.longshore.squashfs;

import java.util.OptionalInt;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

final class ZlibBlockDecompressor implements BlockDecompressor {
  private final Inflater inflater = new Inflater();

  @Override
  public OptionalInt decompress(byte[] compressed, byte[] plain) {
    inflater.reset();
    inflater.setInput(compressed);
    try {
      int length = 0;
      while (length < plain.length && !inflater.finished()) {
        int step = inflater.inflate(plain, length, plain.length - length);
        if (step == 0 && !inflater.finished()) {
          return OptionalInt.empty();
        }
        length += step;
      }
      // When `plain` is exactly full, the end mark and the checksum may still be unread.
      boolean overflows = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
      return overflows || !inflater.finished() ? OptionalInt.empty() : OptionalInt.of(length);
    } catch (DataFormatException e) {
      return OptionalInt.empty();
    }
  }
}
