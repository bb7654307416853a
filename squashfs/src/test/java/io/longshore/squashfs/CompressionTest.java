package io.longshore.squashfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {
  @ParameterizedTest
  @CsvSource({"gzip,gzip:6", "zstd,zstd:3", "gzip:1,gzip:1", "gzip:12,gzip:12", "zstd:22,zstd:22"})
  void textNamesTheCompressorAndMayNameItsLevel(String text, String whole) {
    assertEquals(whole, Compression.parse(text).toText());
    assertEquals(Compression.parse(text), Compression.parse(whole));
  }

  @ParameterizedTest
  @CsvSource({
    "gzip:1,gzip:1",
    "gzip:12,gzip:12",
    "zstd:3,zstd:6",
    "zstd:6,zstd:6",
    "zstd:19,zstd:19"
  })
  void metadataAreCompressedNoLessThanData(String data, String metadata) {
    assertEquals(metadata, Compression.parse(data).forMetadata().toText());
  }

  @ParameterizedTest
  @CsvSource({
    "xz, 'the compressors are gzip and zstd, not ''xz'''",
    "GZIP, 'the compressors are gzip and zstd, not ''GZIP'''",
    "'', 'the compressors are gzip and zstd, not '''''",
    "gzip:, 'the level of gzip is a number, not '''''",
    "zstd:fast, 'the level of zstd is a number, not ''fast'''",
    "zstd:3:1, 'the level of zstd is a number, not ''3:1'''",
    "gzip:13, 'gzip level must be 1 to 12, not 13'",
    "zstd:0, 'zstd level must be 1 to 22, not 0'"
  })
  void otherTextIsRefusedWithTheReason(String text, String reason) {
    assertEquals(
        reason,
        assertThrows(IllegalArgumentException.class, () -> Compression.parse(text)).getMessage());
  }

  @Test
  void everyTypeHasTheNameOfTheFormat() {
    for (CompressionType type : CompressionType.values()) {
      assertEquals(type, CompressionType.ofFormatName(type.formatName()).orElseThrow());
      assertEquals(type, Compression.of(type).type());
    }
  }
}
