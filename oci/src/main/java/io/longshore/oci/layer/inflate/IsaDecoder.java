package io.longshore.oci.layer.inflate;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.ZipException;

/**
 * Decodes with {@link IsaLibrary}. The {@code struct inflate_state} begins, in this order, with the
 * address of the output (8 bytes), its free space (4), the total written (4), the address of the
 * input (8), bits read ahead (8), the input left (4) and the number of bits read ahead (4).
 */
final class IsaDecoder implements DeflateDecoder {
  private static final long STATE_SIZE = 1 << 17;
  private static final long NEXT_OUT = 0;
  private static final long AVAILABLE_OUT = 8;
  private static final long NEXT_IN = 16;
  private static final long AVAILABLE_IN = 32;
  private static final long BITS_AHEAD = 36;
  private static final long BLOCK_STATE = 21160;
  private static final int FINISHED = 5;
  private static final int BUFFER = 1 << 16;

  private final IsaLibrary library;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = arena.allocate(STATE_SIZE, 64);
  private final MemorySegment in = arena.allocate(BUFFER);
  private final MemorySegment out = arena.allocate(BUFFER);

  IsaDecoder(IsaLibrary library) {
    this.library = library;
    library.initialise(state);
  }

  @Override
  public void reset() {
    library.reset(state);
  }

  @Override
  public void input(byte[] bytes, int offset, int length) {
    MemorySegment.copy(bytes, offset, in, ValueLayout.JAVA_BYTE, 0, length);
    state.set(ValueLayout.ADDRESS, NEXT_IN, in);
    state.set(ValueLayout.JAVA_INT, AVAILABLE_IN, length);
  }

  @Override
  public int decode(byte[] bytes, int offset, int length) throws ZipException {
    int space = Math.min(length, BUFFER);
    state.set(ValueLayout.ADDRESS, NEXT_OUT, out);
    state.set(ValueLayout.JAVA_INT, AVAILABLE_OUT, space);
    int result = library.inflate(state);
    if (result < 0) {
      throw new ZipException("damaged deflate data");
    }
    int written = space - state.get(ValueLayout.JAVA_INT, AVAILABLE_OUT);
    if (written == 0 && !ended() && state.get(ValueLayout.JAVA_INT, AVAILABLE_IN) > 0) {
      // Older versions stop like this at some damaged data; calling them again would never end.
      throw new ZipException("damaged deflate data");
    }
    MemorySegment.copy(out, ValueLayout.JAVA_BYTE, 0, bytes, offset, written);
    return written;
  }

  @Override
  public boolean ended() {
    return state.get(ValueLayout.JAVA_INT, BLOCK_STATE) == FINISHED;
  }

  @Override
  public int unread() {
    return state.get(ValueLayout.JAVA_INT, AVAILABLE_IN)
        + state.get(ValueLayout.JAVA_INT, BITS_AHEAD) / Byte.SIZE;
  }

  @Override
  public void close() {
    arena.close();
  }
}
