package io.longshore.dataset.annex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.ground.Digest;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnexKeyTest {
  @Test
  void theKeyOfABlobIsItsDigestAndSize() {
    assertEquals(
        "SHA256-s0--e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        AnnexKey.ofBlob(Digest.of(new byte[0]), 0).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MD5E-s31--0123456789abcdef0123456789abcdef.3.sif",
        "URL--http&c%%host%with--dashes",
        "WORM-s3-m1700000000--file",
        "SHA3_256E-s1--ab"
      })
  void keysAreReadAndPrintedAlike(String key) {
    assertEquals(key, AnnexKey.parse(key).toString());
  }

  @Test
  void thePartsOfAKeyAreRead() {
    AnnexKey key = AnnexKey.parse("WORM-s3-m1700000000--file");
    assertEquals("WORM", key.backend());
    assertEquals(OptionalLong.of(3), key.size());
    assertEquals(OptionalLong.of(1700000000), key.modified());
    assertEquals("file", key.name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SHA256-s3",
        "SHA256-s3--",
        "sha256-s3--ab",
        "SHA256-s-3--ab",
        "SHA256-s99999999999999999999--ab",
        "SHA256-s3-S1-C1--ab",
        "SHA256-s3--a b",
        "SHA256-s3--a/b",
        "SHA256-s3--ab\n"
      })
  void whatIsNotTheKeyOfAFileIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> AnnexKey.parse(text));
  }

  @Test
  void linksAndPointersTellTheirKey() {
    AnnexKey key = AnnexKey.parse("MD5E-s3--ab.sif");
    assertEquals(
        key, AnnexKey.ofPointer("../.git/annex/objects/Zz/0k/MD5E-s3--ab.sif/MD5E-s3--ab.sif"));
    assertEquals(key, AnnexKey.ofPointer("/annex/objects/MD5E-s3--ab.sif\n"));
    assertThrows(IllegalArgumentException.class, () -> AnnexKey.ofPointer("../elsewhere"));
    assertThrows(IllegalArgumentException.class, () -> AnnexKey.ofPointer(""));
  }

  @Property
  boolean everyBlobKeyIsReadBackTheSame(
      @ForAll @LongRange(min = 0, max = 1L << 45) long size,
      @ForAll @NumericChars @StringLength(64) String hex) {
    AnnexKey key = AnnexKey.ofBlob(new Digest(hex), size);
    return AnnexKey.parse(key.toString()).equals(key);
  }
}
