package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.acceptance.collection.Shell;
import io.longshore.cli.demo.InstalledPackages;
import io.longshore.loopback.ImageMaker;
import io.longshore.oci.layer.AwkwardStack;
import io.longshore.oci.layer.ObservedFile;
import io.longshore.oci.layout.LayoutAnnotations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever reads squashfs finds the same files in a SIF, whatever the SIF is built to. */
class ReadBackTest {
  /** A tar archive larger than this makes the matrix of profiles slow; it is read back once. */
  private static final int LARGE = 4_000_000;

  private static final String DIGESTS =
      "find usr -type f -exec sha256sum {} + | LC_ALL=C sort | sha256sum";

  @TempDir Path folder;

  static Stream<Arguments> profiles() {
    return Stream.of("gzip", "zstd")
        .flatMap(
            compression ->
                IntStream.rangeClosed(12, 20)
                    .mapToObj(power -> Arguments.of(compression, 1 << power)));
  }

  static Stream<Arguments> extremeProfiles() {
    return profiles().filter(profile -> List.of(4096, 1 << 20).contains(profile.get()[1]));
  }

  @ParameterizedTest(name = "{0}, blocks of {1} bytes")
  @MethodSource("profiles")
  void theKernelReadsEveryProfile(String compression, int blockSize) throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    Path layout = fidelity.layOut(awkward(), annotations(compression, blockSize));
    NavigableMap<String, ObservedFile> ours = SifReader.KERNEL.read(fidelity.build(layout));
    Fidelity.assertSame(
        Peer.UMOCI, (Peer.Outcome.Unpacked) Peer.UMOCI.unpack(layout, folder), ours);
  }

  @ParameterizedTest(name = "{0}, blocks of {1} bytes")
  @MethodSource("extremeProfiles")
  void othersReadWhatTheKernelReads(String compression, int blockSize) throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    Path sif = fidelity.build(fidelity.layOut(awkward(), annotations(compression, blockSize)));
    assertReadersAgree(sif);
  }

  @ParameterizedTest
  @EnumSource
  void manyNamesAreReadBack(SifReader reader) throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    List<byte[]> layers = AwkwardStack.ofAllFiles().layers();
    Path sif = fidelity.build(fidelity.layOut(Fidelity.image(layers)));
    long names =
        reader.read(sif).keySet().stream().filter(path -> path.startsWith("many/")).count();
    assertEquals(10_000, names);
  }

  @ParameterizedTest(name = "{0}, blocks of {1} bytes")
  @MethodSource("extremeProfiles")
  void apptainerReadsWhatTheKernelReads(String compression, int blockSize) throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    byte[] base =
        InstalledPackages.layer(
            InstalledPackages.withDependencies("dash", "coreutils", "findutils"));
    Path sif =
        fidelity.build(
            fidelity.layOut(Fidelity.image(List.of(base)), annotations(compression, blockSize)));
    String expected = SifReader.KERNEL.look(sif, tree -> Shell.in(tree).run("sh", "-c", DIGESTS));
    Shell.Result found =
        Apptainer.run(Shell.in(folder), "exec", "--pwd", "/", sif.toString(), "sh", "-c", DIGESTS);
    assertEquals(expected, found.output(), found.errors());
  }

  private static void assertReadersAgree(Path sif) throws IOException {
    NavigableMap<String, ObservedFile> expected = SifReader.KERNEL.read(sif);
    assertEquals("", TreeDifferences.between(expected, SifReader.UNSQUASHFS.read(sif)));
    assertEquals(
        "",
        TreeDifferences.between(asSquashfuseShows(expected), SifReader.SQUASHFUSE.read(sif)),
        "through squashfuse");
  }

  /**
   * squashfuse gives each name of a file a number of its own, and up to 0.1.104 takes {@code
   * security.} and {@code trusted.} for one another, in images of mksquashfs too.
   */
  private static NavigableMap<String, ObservedFile> asSquashfuseShows(
      NavigableMap<String, ObservedFile> tree) {
    NavigableMap<String, ObservedFile> shown = new TreeMap<>();
    tree.forEach(
        (path, file) -> {
          Map<String, String> extended = new TreeMap<>();
          file.extended().forEach((name, value) -> extended.put(exchanged(name), value));
          shown.put(path, file.withFirstName(path).withExtended(extended));
        });
    return shown;
  }

  private static String exchanged(String name) {
    if (name.startsWith("security.")) {
      return name.replaceFirst("security", "trusted");
    }
    return name.replaceFirst("^trusted", "security");
  }

  private static ImageMaker awkward() {
    return Fidelity.image(
        AwkwardStack.ofAllFiles().layers().stream().filter(tar -> tar.length <= LARGE).toList());
  }

  private static Map<String, String> annotations(String compression, int blockSize) {
    return Map.of(
        LayoutAnnotations.FORMAT_VERSION,
        "1",
        LayoutAnnotations.COMPRESSION,
        compression,
        LayoutAnnotations.LEVEL,
        "6",
        LayoutAnnotations.BLOCK_SIZE,
        Integer.toString(blockSize));
  }
}
