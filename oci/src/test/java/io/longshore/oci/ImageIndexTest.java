package io.longshore.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
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
      String wanted, String offered, int expected) {
    List<Descriptor> entries = new ArrayList<>();
    for (String platform : offered.strip().split(" ")) {
      entries.add(entry(platform, entries.size()));
    }
    ImageIndex index = index(entries.toArray(Descriptor[]::new));
    assertEquals(
        entries.get(expected), index.candidates(Platform.parse(wanted.strip())).getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64/v2",
    "linux/arm/v6, linux/arm/v7",
    "linux/amd64, linux/386",
    "linux/amd64, windows/amd64",
  })
  void whatDoesNotRunIsNoCandidate(String wanted, String offered) {
    assertEquals(List.of(), index(entry(offered, 0)).candidates(Platform.parse(wanted)));
  }

  @ParameterizedTest
  @CsvSource({
    "linux/x86_64,   linux/amd64",
    "Linux/X86-64,   linux/amd64",
    "linux/aarch64,  linux/arm64",
    "linux/arm64/8,  linux/arm64/v8",
    "linux/i686,     linux/386",
    "linux/armv7l,   linux/arm/v7",
    "linux/armhf/v6, linux/arm/v6",
    "linux/ppc64el,  linux/ppc64le",
    "macOS/arm64,    darwin/arm64",
  })
  void theWordsOfUnameMeanThoseOfGo(String text, String meant) {
    assertEquals(meant, Platform.parse(text).toString());
  }

  @Test
  void whatSpeaksOfImagesIsNone() {
    Map<String, String> reference = Map.of("vnd.docker.reference.type", "attestation-manifest");
    Descriptor image = entry("linux/amd64", 5);
    ImageIndex index =
        index(
            entry(Optional.of(UNKNOWN), 0, Map.of()),
            entry(Optional.of(Platform.LINUX_AMD64), 1, reference),
            typed(MediaTypes.OCI_MANIFEST, Optional.of("application/spdx+json"), 2),
            typed("application/spdx+json", Optional.empty(), 3),
            image,
            typed(MediaTypes.OCI_MANIFEST, Optional.of(MediaTypes.OCI_CONFIG), 4));
    assertEquals(List.of(image.digest(), digest(4)), digests(index.images()));
    assertEquals(
        List.of(image.digest(), digest(4)), digests(index.candidates(Platform.LINUX_AMD64)));
  }

  @Test
  void anEntryThatCannotBeReadIsNoReasonToRefuseTheOthers() throws FailureException {
    String sha512 = "{\"digest\": \"sha512:0\", \"size\": 1}";
    String negative = "{\"digest\": \"" + digest(1) + "\", \"size\": -1}";
    String sizeless = "{\"digest\": \"" + digest(2) + "\"}";
    ImageIndex index = published(sha512, negative, sizeless);
    assertEquals(List.of(digest(2)), digests(index.candidates(Platform.LINUX_AMD64)));
    assertEquals(
        "has a bad manifests[0].digest: not a sha256 digest: 'sha512:0'",
        index.flaw().orElseThrow());
    assertEquals(Optional.empty(), published(sizeless).flaw());
  }

  @Test
  void anEntryOfATypeThatSaysNothingIsAnImageIfItNamesAPlatform() {
    Optional<Platform> amd64 = Optional.of(Platform.LINUX_AMD64);
    ImageIndex index =
        index(
            typed("application/json", Optional.empty(), 0),
            new Descriptor("application/octet-stream", digest(1), 1, amd64, Map.of()),
            new Descriptor("application/json", digest(2), 1, amd64, Map.of()),
            entry("linux/amd64", 3));
    assertEquals(
        List.of(digest(3), digest(1), digest(2)), digests(index.candidates(Platform.LINUX_AMD64)));
  }

  private static ImageIndex published(String... entries) throws FailureException {
    String json = "{\"manifests\": [" + String.join(",", entries) + "]}";
    return ImageIndex.parsePublished(json.getBytes(UTF_8), MediaTypes.OCI_INDEX, "image");
  }

  @Test
  void oneImageUnderTwoNamesIsOneCandidate() {
    Descriptor one = entry(Optional.empty(), 0, Map.of("org.opencontainers.image.ref.name", "1"));
    Descriptor two = entry(Optional.empty(), 0, Map.of("org.opencontainers.image.ref.name", "2"));
    assertEquals(List.of(one), index(one, two).candidates(Platform.LINUX_AMD64));
  }

  @Test
  void whatNamesNoPlatformComesLast() {
    Descriptor unnamed = entry("", 0);
    Descriptor named = entry("linux/amd64", 1);
    assertEquals(List.of(named, unnamed), index(unnamed, named).candidates(Platform.LINUX_AMD64));
  }

  private static Descriptor typed(String mediaType, Optional<String> artifactType, int number) {
    return new Descriptor(mediaType, digest(number), 1, Optional.empty(), artifactType, Map.of());
  }

  private static Digest digest(int number) {
    return Digest.of(new byte[] {(byte) number});
  }

  private static List<Digest> digests(List<Descriptor> descriptors) {
    return descriptors.stream().map(Descriptor::digest).toList();
  }
}
