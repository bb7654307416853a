package io.longshore.cli.session;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The present width of terminals in columns.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man2/TIOCGWINSZ.2const.html">TIOCGWINSZ(2const)</a>
 */
public final class TerminalWidth {
  private static final int USUAL = 80;
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final long TIOCGWINSZ = 0x5413;

  /** The size of struct winsize: rows, columns, width and height in pixels, with 16 bits each. */
  private static final int WINSIZE_BYTES = 8;

  private static final int COLUMNS_OFFSET = 2;

  private TerminalWidth() {}

  /** The width of the terminal at standard error; 80 if it is not known. */
  public static int columns() {
    return columns(STANDARD_ERROR);
  }

  /** The width for reports on standard output; larger than any line if that is not a terminal. */
  public static int ofReports() {
    return Terminal.isOutput() ? columns(STANDARD_OUTPUT) : Integer.MAX_VALUE;
  }

  private static int columns(int fileDescriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(WINSIZE_BYTES);
      int result = (int) Ioctl.HANDLE.invokeExact(fileDescriptor, TIOCGWINSZ, size);
      int columns = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, COLUMNS_OFFSET));
      return result == 0 && columns > 0 ? columns : USUAL;
    } catch (Throwable e) {
      // Without native access, asking would take a process for each drawing.
      return USUAL;
    }
  }

  @SuppressWarnings("restricted")
  private static final class Ioctl {
    static final MethodHandle HANDLE =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().find("ioctl").orElseThrow(),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS),
                Linker.Option.firstVariadicArg(2));
  }
}
