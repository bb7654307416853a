package io.longshore.oci.layer.inflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.oci.layer.InMemoryBlobs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Both decoders are needed here: without {@code libisal2} these tests fail. */
class DeflateDecoderTest {
  private static final String REFUSED = "refused";

  private static IsaDecoder isa() {
    return new IsaDecoder(
        IsaLibrary.find().orElseThrow(() -> new AssertionError("libisal2 is not installed")));
  }

  private static byte[] decode(byte[] blob, int piece, DeflateDecoder decoder) throws IOException {
    InputStream slow =
        new ByteArrayInputStream(blob) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(piece, length));
          }
        };
    try (InputStream in = new GzipMembersInputStream(slow, decoder)) {
      return in.readAllBytes();
    }
  }

  /** Runs of letters, runs of noise, and copies from up to 32 KiB before. */
  private static byte[] content(Random random, int length) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      int run = Math.min(length - at, 1 + random.nextInt(1 << random.nextInt(14)));
      int kind = random.nextInt(3);
      for (int i = at; i < at + run; i++) {
        bytes[i] =
            switch (kind) {
              case 0 -> (byte) ('a' + random.nextInt(4));
              case 1 -> (byte) random.nextInt();
              default -> at == 0 ? 0 : bytes[i - 1 - random.nextInt(Math.min(at, 32_000))];
            };
      }
      at += run;
    }
    return bytes;
  }

  private static byte[] members(Random random, byte[] content) {
    byte[] blob = new byte[0];
    for (int at = 0; at < content.length; ) {
      int end = Math.min(content.length, at + 1 + random.nextInt(content.length));
      byte[] member = InMemoryBlobs.gzip(Arrays.copyOfRange(content, at, end));
      blob = Arrays.copyOf(blob, blob.length + member.length);
      System.arraycopy(member, 0, blob, blob.length - member.length, member.length);
      at = end;
    }
    return blob;
  }

  @Property(tries = 300)
  void bothGiveTheSameBytesHoweverTheInputIsCut(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int piece) throws IOException {
    Random random = new Random(seed);
    byte[] content = content(random, 1 + random.nextInt(100_000));
    byte[] blob = members(random, content);
    assertArrayEquals(content, decode(blob, piece, isa()));
    assertArrayEquals(content, decode(blob, piece, new ZlibDecoder()));
  }

  /**
   * What zlib reads, ISA-L reads alike. ISA-L alone takes a set of codes that is not complete, if
   * the data use none of those that are missing.
   */
  @Property(tries = 2000)
  void damageIsRefusedOrHarmless(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] content = content(random, 1 + random.nextInt(5_000));
    byte[] blob = members(random, content);
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      blob[random.nextInt(blob.length)] ^= (byte) (1 << random.nextInt(8));
    }
    String expected = outcome(blob, new ZlibDecoder());
    String actual = outcome(blob, isa());
    if (!expected.equals(REFUSED) || !actual.equals(Arrays.toString(content))) {
      assertEquals(expected, actual);
    }
  }

  @Test
  void codesOfDistancesThatAreNotCompleteAreZlibsAloneToRefuse() {
    byte[] blob =
        HexFormat.of()
            .parseHex(
                "1f8b08000000000000fdedc131010000" + "00c2a0f54fed610da40000e0063f8b75cc1c0a0000");
    assertEquals(REFUSED, outcome(blob, new ZlibDecoder()));
    assertEquals(Arrays.toString(new byte[2588]), outcome(blob, isa()));
  }

  private static String outcome(byte[] blob, DeflateDecoder decoder) {
    try {
      return Arrays.toString(decode(blob, 1 << 16, decoder));
    } catch (IOException e) {
      return REFUSED;
    }
  }

  @Test
  void aStreamMayHoldMoreThan4Gibibytes() throws IOException {
    int piece = 64 << 20;
    int pieces = 65;
    byte[] buffer = new byte[1 << 18];
    long read = 0;
    byte[] blob = memberOfZeros(piece, pieces);
    try (InputStream zeros = new GzipMembersInputStream(new ByteArrayInputStream(blob), isa())) {
      for (int n = zeros.read(buffer); n >= 0; n = zeros.read(buffer)) {
        read += n;
      }
    }
    assertEquals((long) piece * pieces, read);
  }

  /** Each piece is the same flushed, byte-aligned run of blocks; an empty last block ends them. */
  private static byte[] memberOfZeros(int piece, int pieces) {
    byte[] zeros = new byte[piece];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex("1f8b08000000000000ff"));
    CRC32 crc = new CRC32();
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
      deflater.setInput(zeros);
      byte[] compressed = new byte[piece / 100];
      int length = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
      for (int i = 0; i < pieces; i++) {
        out.write(compressed, 0, length);
        crc.update(zeros);
      }
    }
    out.writeBytes(HexFormat.of().parseHex("0300"));
    ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putInt((int) crc.getValue()).putInt((int) ((long) piece * pieces));
    out.writeBytes(trailer.array());
    return out.toByteArray();
  }
}
