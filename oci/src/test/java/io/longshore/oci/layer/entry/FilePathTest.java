package io.longshore.oci.layer.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePathTest {
  @ParameterizedTest
  @CsvSource({
    "a/b, /a/b",
    "/a/b/, /a/b",
    "./a//b/., /a/b",
    "a/../b, /b",
    "../../a, /a",
    "a/b/../../../../c, /c",
    "..., /...",
    ".hidden/..x, /.hidden/..x"
  })
  void pathsAreReadWithTheRootAsCeiling(String text, String path) {
    assertEquals(path, FilePath.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", ".", "./", "..", "a/..", "/../.."})
  void theRootHasManySpellings(String text) {
    assertTrue(FilePath.parse(text).isRoot());
  }

  @Property
  void noBytesLeadOutOfTheRoot(@ForAll @Size(max = 40) byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) "/..a\u00ff".charAt(bytes[i] & 3);
    }
    FilePath path = FilePath.parse(bytes);
    assertEquals(path, FilePath.parse(path.toBytes()));
    String bounded = new String(path.toBytes(), StandardCharsets.ISO_8859_1) + "/";
    assertTrue(!("/" + bounded).contains("/../"), bounded);
  }

  @Test
  void namesAreOrderedAsUnsignedBytes() {
    assertTrue(FileName.of("z").compareTo(FileName.of(new byte[] {(byte) 0x80})) < 0);
    assertTrue(FileName.of("a").compareTo(FileName.of("ab")) < 0);
    assertTrue(FileName.of("B").compareTo(FileName.of("a")) < 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a\0b"})
  void whatCannotBeANameIsRejected(String text) {
    assertThrows(IllegalArgumentException.class, () -> FileName.of(text));
  }

  @Test
  void namesAndPathsHaveTheLimitsOfLinux() {
    String longest = "n".repeat(255);
    assertEquals(255, FileName.of(longest).length());
    assertThrows(IllegalArgumentException.class, () -> FileName.of(longest + "n"));
    String path = (longest + "/").repeat(15) + "n".repeat(254) + "/";
    assertEquals(4094, FilePath.parse(path).toBytes().length);
    assertEquals(4095, FilePath.parse((longest + "/").repeat(16)).toBytes().length);
    assertThrows(IllegalArgumentException.class, () -> FilePath.parse(path + "/aa"));
  }

  @Test
  void bytesComeBackAsTheyWere() {
    byte[] bytes = {'a', '/', (byte) 0xff, '\n', (byte) 0xc3, (byte) 0xa9};
    assertArrayEquals(bytes, FilePath.parse(bytes).toBytes());
  }

  @Test
  void whatWouldDisturbATerminalIsEscaped() {
    assertEquals("é\\x1b[0m\\xe2\\x80\\xae\\x5c", FileName.of("é\u001b[0m\u202e\\").toString());
    assertEquals("\\xe9", FileName.of(Arrays.copyOf(new byte[] {(byte) 0xe9}, 1)).toString());
  }
}
