package io.longshore.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.squashfs.Compression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageProvenanceTest {
  @Test
  void whatIsWrittenIsReadBack() throws FailureException {
    BuildProfile profile = new BuildProfile(1, new Compression.Zstd(19), 1 << 20);
    RecipeExtras extras =
        new RecipeExtras(
            List.of("/ihome", "/data"),
            new LinkedHashMap<>(Map.of("LANG", "C=UTF-8 ")),
            List.of("/opt"));
    Map<String, String> annotations =
        new ImageProvenance(
                "bids/example:1",
                Optional.of("docker.io/bids/example"),
                Digest.of(new byte[0]),
                Platform.LINUX_AMD64,
                extras,
                profile)
            .toMap();
    assertEquals(profile, ImageProvenance.profileIn(annotations, "x"));
    assertEquals(extras, ImageProvenance.extrasIn(annotations, "x"));
  }

  @Test
  void everyAnnotationOfTheProfileCountsWithoutTheOthers() throws FailureException {
    assertProfile(BuildProfile.DEFAULT, Map.of());
    assertProfile(
        new BuildProfile(1, new Compression.Zstd(3), 131072),
        Map.of(LayoutAnnotations.COMPRESSION, "zstd"));
    assertProfile(
        new BuildProfile(1, new Compression.Gzip(9), 131072), Map.of(LayoutAnnotations.LEVEL, "9"));
    assertProfile(
        new BuildProfile(1, new Compression.Gzip(6), 4096),
        Map.of(LayoutAnnotations.BLOCK_SIZE, "4096"));
    assertProfile(BuildProfile.DEFAULT, Map.of(LayoutAnnotations.FORMAT_VERSION, "1"));
    assertProfile(
        new BuildProfile(1, new Compression.Zstd(7), 131072),
        Map.of(LayoutAnnotations.COMPRESSION, "zstd", LayoutAnnotations.LEVEL, "7"));
  }

  @Test
  void whatThisReleaseCannotBuildIsRefusedAsUnsupported() {
    assertRefused(FailureKind.UNSUPPORTED, LayoutAnnotations.FORMAT_VERSION, "2", "version 2");
    assertRefused(FailureKind.UNSUPPORTED, LayoutAnnotations.COMPRESSION, "lz4", "'lz4'");
    assertRefused(FailureKind.UNSUPPORTED, LayoutAnnotations.LEVEL, "13", "not 13");
    assertRefused(FailureKind.UNSUPPORTED, LayoutAnnotations.BLOCK_SIZE, "5000", "5000 bytes");
  }

  @Test
  void whatIsNoNumberIsRefusedAsMalformed() {
    assertRefused(FailureKind.MALFORMED, LayoutAnnotations.FORMAT_VERSION, "", "''");
    assertRefused(FailureKind.MALFORMED, LayoutAnnotations.LEVEL, "best", "'best'");
    assertRefused(FailureKind.MALFORMED, LayoutAnnotations.BLOCK_SIZE, "128K", "'128K'");
  }

  private static void assertProfile(BuildProfile expected, Map<String, String> annotations)
      throws FailureException {
    assertEquals(expected, ImageProvenance.profileIn(annotations, "x"));
  }

  private static void assertRefused(FailureKind kind, String name, String value, String words) {
    FailureException refused =
        assertThrows(
            FailureException.class, () -> ImageProvenance.profileIn(Map.of(name, value), "x"));
    assertEquals(kind, refused.kind(), refused.getMessage());
    assertTrue(refused.problem().contains(words), refused.getMessage());
  }
}
