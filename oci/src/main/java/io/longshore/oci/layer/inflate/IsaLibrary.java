package io.longshore.oci.layer.inflate;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The library ISA-L of the system (Debian's package {@code libisal2}), which decodes DEFLATE in
 * half the time of zlib.
 *
 * @see <a href="https://github.com/intel/isa-l/blob/master/include/igzip_lib.h">igzip_lib.h</a>
 */
public final class IsaLibrary {
  private static final String NAME = "libisal.so.2";

  private static final byte[] SAMPLE = HexFormat.of().parseHex("4b4c4a4e444500" + "5aa5");
  private static final byte[] SAMPLE_DECODED =
      "abcabcabcabcabcabc".getBytes(StandardCharsets.US_ASCII);
  private static final int SAMPLE_UNREAD = 2;

  private static final Optional<IsaLibrary> INSTANCE = load();

  private final MethodHandle initialise;
  private final MethodHandle reset;
  private final MethodHandle inflate;

  private IsaLibrary(SymbolLookup symbols) {
    initialise =
        function(symbols, "isal_inflate_init", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    reset = function(symbols, "isal_inflate_reset", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    inflate =
        function(
            symbols,
            "isal_inflate",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  /** The library; empty if it is missing or its state has an unknown layout. */
  public static Optional<IsaLibrary> find() {
    return INSTANCE;
  }

  @SuppressWarnings("restricted") // a wrong signature here would crash the program
  private static Optional<IsaLibrary> load() {
    try {
      Optional<Path> file = LibraryFolders.ofProcess().find(NAME);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      IsaLibrary library = new IsaLibrary(SymbolLookup.libraryLookup(file.get(), Arena.global()));
      return library.isAsExpected() ? Optional.of(library) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(SymbolLookup symbols, String name, FunctionDescriptor type) {
    MemorySegment address =
        symbols.find(name).orElseThrow(() -> new IllegalArgumentException(name));
    return Linker.nativeLinker().downcallHandle(address, type);
  }

  private boolean isAsExpected() {
    byte[] decoded = new byte[2 * SAMPLE_DECODED.length];
    try (IsaDecoder decoder = new IsaDecoder(this)) {
      decoder.input(SAMPLE, 0, SAMPLE.length);
      int length = decoder.decode(decoded, 0, decoded.length);
      return Arrays.equals(Arrays.copyOf(decoded, length), SAMPLE_DECODED)
          && decoder.ended()
          && decoder.unread() == SAMPLE_UNREAD;
    } catch (ZipException e) {
      return false;
    }
  }

  void initialise(MemorySegment state) {
    try {
      initialise.invokeExact(state);
    } catch (Throwable e) {
      throw new LinkageError(NAME, e);
    }
  }

  void reset(MemorySegment state) {
    try {
      reset.invokeExact(state);
    } catch (Throwable e) {
      throw new LinkageError(NAME, e);
    }
  }

  /** Inflates. A result below 0 means that the data are damaged. */
  int inflate(MemorySegment state) {
    try {
      return (int) inflate.invokeExact(state);
    } catch (Throwable e) {
      throw new LinkageError(NAME, e);
    }
  }
}
