package io.longshore.oci;

import static io.longshore.oci.Failing.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageIndexTest {
  private static final Platform UNKNOWN = new Platform("unknown", "unknown", "");

  private static Descriptor entry(String platform, int number) {
    return entry(
        platform.isEmpty() ? Optional.empty() : Optional.of(Platform.parse(platform)),
        number,
        Map.of());
  }

  private static Descriptor entry(
      Optional<Platform> platform, int number, Map<String, String> annotations) {
    Digest digest = Digest.of(new byte[] {(byte) number});
    return new Descriptor(MediaTypes.OCI_MANIFEST, digest, 1, platform, annotations);
  }

  private static ImageIndex index(Descriptor... manifests) {
    return new ImageIndex(MediaTypes.OCI_INDEX, List.of(manifests), Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64,    linux/arm64 linux/amd64 windows/amd64,     1",
    "linux/amd64,    linux/amd64/v2 linux/amd64/v3 linux/amd64, 2",
    "linux/amd64/v3, linux/amd64 linux/amd64/v2 linux/amd64/v4, 1",
    "linux/amd64/v1, linux/amd64,                               0",
    "linux/arm64,    linux/arm/v7 linux/arm64/v8,               1",
    "linux/arm64/v8, linux/arm/v7 linux/arm64,                  1",
    "linux/arm,      linux/arm/v5 linux/arm/v7 linux/arm/v6,    1",
    "linux/arm/v6,   linux/arm/v5 linux/arm/v7 linux/arm/v6,    2",
    "linux/arm/v8,   linux/arm/v5 linux/arm/v7 linux/arm/v6,    1",
    "linux/amd64,    linux/amd64 linux/amd64,                   0",
    "linux/riscv64,  linux/riscv64,                             0",
  })
  void theHighestVariantThatRunsIsChosenAndTheFirstOfEquals(
      String wanted, String offered, int expected) throws FailureException {
    List<Descriptor> entries = new ArrayList<>();
    for (String platform : offered.strip().split(" ")) {
      entries.add(entry(platform, entries.size()));
    }
    ImageIndex index = index(entries.toArray(Descriptor[]::new));
    assertEquals(entries.get(expected), index.select(Platform.parse(wanted.strip()), "a"));
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64/v2",
    "linux/arm/v6, linux/arm/v7",
    "linux/amd64, linux/386",
    "linux/amd64, windows/amd64",
  })
  void whatDoesNotRunIsNotChosenButListed(String wanted, String offered) {
    FailureException e =
        assertFails(
            FailureKind.UNSUPPORTED,
            () -> index(entry(offered, 0)).select(Platform.parse(wanted), "quay.io/a/b:1"));
    assertEquals("has no image for " + wanted + "; available: " + offered, e.problem());
    assertTrue(e.nextStep().contains("--platform"));
  }

  @Test
  void attestationsAreNeitherChosenNorListed() {
    Map<String, String> reference = Map.of("vnd.docker.reference.type", "attestation-manifest");
    Descriptor unknown = entry(Optional.of(UNKNOWN), 0, Map.of());
    Descriptor marked = entry(Optional.of(Platform.LINUX_AMD64), 1, reference);
    ImageIndex index = index(unknown, marked);
    assertEquals(List.of(), index.images());
    FailureException e =
        assertFails(FailureKind.UNSUPPORTED, () -> index.select(Platform.LINUX_AMD64, "a"));
    assertTrue(e.problem().endsWith("available: none"), e.problem());
  }

  @Test
  void aSoleImageThatNamesNoPlatformIsTaken() throws FailureException {
    Descriptor sole = entry("", 0);
    Descriptor attestation = entry(Optional.of(UNKNOWN), 1, Map.of());
    assertEquals(sole, index(sole, attestation).select(Platform.LINUX_AMD64, "a"));
    assertFails(
        FailureKind.UNSUPPORTED, () -> index(sole, entry("", 2)).select(Platform.LINUX_AMD64, "a"));
  }
}
