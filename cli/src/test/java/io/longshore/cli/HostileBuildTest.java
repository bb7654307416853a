package io.longshore.cli;

import static io.longshore.cli.HostileLayout.descriptor;
import static io.longshore.cli.HostileLayout.gzip;
import static io.longshore.cli.HostileLayout.utf8;
import static io.longshore.cli.HostileLayout.zstd;
import static io.longshore.cli.RawTar.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.session.ExitCode;
import io.longshore.oci.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code longshore build} of layouts that are broken or made to do harm: a message with the reason
 * and what to do, exit code 1, and no file that was not there before.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostileBuildTest {
  private static final byte[] SOUND =
      new RawTar().directory("d").file("d/file", "content ".repeat(500)).finished();
  private static final String MOST_NEGATIVE = "\u0080\0\0\0\u0080\0\0\0\0\0\0\0";

  @TempDir Path folder;

  interface Maker {
    Path make(HostileLayout layout) throws IOException;
  }

  record Case(String name, Maker maker, String problem) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case layer(String name, byte[] tar, String problem) {
    return new Case(name, layout -> layout.layer(tar).finish(), problem);
  }

  private static Case blob(String name, byte[] blob, String problem) {
    return new Case(name, layout -> layout.layer(blob, SOUND).finish(), problem);
  }

  private static Case replaced(String name, byte[] blob, byte[] other, String problem) {
    return new Case(
        name, layout -> layout.layer(blob, SOUND).replace(blob, other).finish(), problem);
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] other = bytes.clone();
    other[other.length / 2] ^= 4;
    return other;
  }

  static Stream<Case> brokenLayers() throws IOException {
    byte[] gzip = gzip(SOUND);
    byte[] zstd = zstd(SOUND);
    return Stream.of(
        layer("plain, cut within a header", cut(SOUND, 700), "ends within a header"),
        layer("plain, cut within data", cut(SOUND, 1500), "ends within the data"),
        blob("gzip, cut within its header", cut(gzip, 5), "damaged gzip data"),
        blob("gzip, cut within data", cut(gzip, gzip.length / 2), "damaged gzip data"),
        blob("gzip, cut before its end", cut(gzip, gzip.length - 3), "damaged gzip data"),
        blob("zstd, cut within its header", cut(zstd, 5), "damaged zstd data"),
        blob("zstd, cut within data", cut(zstd, zstd.length / 2), "damaged zstd data"),
        blob("zstd, cut before its end", cut(zstd, zstd.length - 1), "damaged zstd data"),
        blob("gzip with a flipped bit under its own digest", flipped(gzip), "layer sha256:"),
        blob("zstd with a flipped bit under its own digest", flipped(zstd), "layer sha256:"),
        replaced("plain with a flipped bit", SOUND, flipped(SOUND), "has the digest sha256:"),
        replaced("gzip with a flipped bit", gzip, flipped(gzip), "has the digest sha256:"),
        replaced("zstd with a flipped bit", zstd, flipped(zstd), "has the digest sha256:"),
        replaced("a blob of another size", gzip, cut(gzip, 20), "has 20 bytes; its descriptor"),
        replaced("an empty blob", gzip, new byte[0], "has 0 bytes; its descriptor"),
        blob(
            "another tar than promised",
            gzip(new RawTar().file("a", "b").finished()),
            "while the configuration of the image promises"),
        layer("garbage", bytes("garbage ".repeat(300)), "a checksum that is no number"),
        blob("gzip garbage", bytes("\u001f\u008b\b garbage".repeat(50)), "damaged gzip data"),
        blob("zstd garbage", bytes("(\u00b5/\u00fdgarbage".repeat(50)), "damaged zstd data"),
        blob("bzip2", bytes("BZh91AY&SY".repeat(50)), "is compressed with bzip2"),
        blob(
            "a zstd window of 2 GiB",
            zstd(new byte[3 << 20], "--ultra", "--long=31", "-1", "--no-check"),
            "damaged zstd data"));
  }

  static Stream<Case> absurdHeaders() {
    String huge = "\u0080\0\0\0\177" + "\u00ff".repeat(7);
    return Stream.of(
        layer(
            "a negative size",
            new RawTar().header("f", '0', bytes("\u00ff".repeat(12)), "").finished(),
            "negative size"),
        layer(
            "a size of minus 2 to the 63rd",
            new RawTar().header("f", '0', bytes(MOST_NEGATIVE), "").finished(),
            "a size that is no number"),
        layer(
            "a size of 2 to the 63rd minus 1",
            new RawTar().header("f", '0', bytes(huge), "").finished(),
            "unpacks to more than"),
        layer(
            "a pax size of a quintillion",
            new RawTar().pax("size", "999999999999999999").file("f", "x").finished(),
            "unpacks to more than"),
        layer(
            "a pax size of too many digits",
            new RawTar().pax("size", "9".repeat(400)).file("f", "x").finished(),
            "size that is no number"),
        layer(
            "a pax record longer than its header",
            new RawTar().entry("pax", 'x', "999999999 path=x\n").file("f", "").finished(),
            "a pax record with a wrong length"),
        layer(
            "an extension header of 2 to the 62nd",
            new RawTar()
                .header("pax", 'x', bytes("\u0080\0\0\0?" + "\u00ff".repeat(7)), "")
                .finished(),
            "an extension header of"),
        layer(
            "a sparse map that claims exabytes",
            new RawTar().pax("GNU.sparse.size", "999999999999999999").file("f", "").finished(),
            "unpacks to more than"),
        layer(
            "a sparse file of negative size",
            new RawTar().pax("GNU.sparse.size", "-5").file("f", "").finished(),
            "negative size"),
        layer(
            "an attribute with a bad escape",
            new RawTar().pax("LIBARCHIVE.xattr.\u00c3\u00a9%4x", "").file("f", "").finished(),
            "bad escape"),
        layer("an unknown type", new RawTar().entry("f", 'M', "").finished(), "unknown tar type"));
  }

  static Stream<Case> absurdTrees() {
    RawTar owners = new RawTar();
    for (int i = 0; i < 70_000; i++) {
      owners.pax("uid", Integer.toString(i)).directory("d" + i);
    }
    return Stream.of(
        layer(
            "a circle of symbolic links",
            new RawTar().symbolicLink("a", "b").symbolicLink("b", "a").file("a/f", "").finished(),
            "too many symbolic links"),
        layer(
            "a symbolic link to itself",
            new RawTar().symbolicLink("a", "a/a").file("a/f", "").finished(),
            "too many symbolic links"),
        layer(
            "a path deeper than Linux has them",
            new RawTar().pax("path", "d/".repeat(3000) + "f").file("f", "").finished(),
            "a path of 6001 bytes"),
        layer(
            "a hard link to nothing",
            new RawTar().hardLink("a", "../../../../etc/passwd").finished(),
            "/etc/passwd, which is not there"),
        layer(
            "a hard link to a directory",
            new RawTar().directory("d").hardLink("a", "d").finished(),
            "to a directory"),
        layer("a file for a root", new RawTar().file("../..", "").finished(), "root"),
        layer(
            "control characters in a name",
            new RawTar().hardLink("\u001b[2J\n", "\u0007").finished(),
            "\\x1b[2J\\x0a"),
        layer("more owners than squashfs has room for", owners.finished(), "65535 different"));
  }

  static Stream<Case> absurdDocuments() {
    String zeros = "0".repeat(64);
    return Stream.of(
        new Case(
            "an index of 5 MB",
            layout -> layout.finishWithIndex("{" + " ".repeat(5 << 20) + "}"),
            "is larger than"),
        new Case(
            "an index nested a million deep",
            layout -> layout.finishWithIndex("[".repeat(1 << 20)),
            "nesting depth"),
        new Case("an empty index", layout -> layout.finishWithIndex(""), "index.json"),
        new Case(
            "an index that is a list",
            layout -> layout.finishWithIndex("[]"),
            "is not a JSON object"),
        new Case(
            "an index with a field twice, the second time wrong",
            layout -> layout.finishWithIndex("{\"manifests\":[],\"Manifests\":2}"),
            "expected a list"),
        new Case(
            "a number of a million digits",
            layout -> layout.finishWithIndex("{\"schemaVersion\":" + "9".repeat(1 << 20) + "}"),
            "is not valid JSON"),
        new Case(
            "an index without images",
            layout -> layout.finishWithIndex("{\"schemaVersion\":2,\"manifests\":[]}"),
            "nor for any other platform"),
        new Case(
            "an index within an index, and so on",
            HostileBuildTest::nestedIndexes,
            "nested more than 4 deep"),
        new Case(
            "a manifest that is not there",
            layout ->
                layout.finishWithIndex(
                    "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"sha256:%s\",\"size\":7}]}"
                        .formatted(MediaTypes.OCI_MANIFEST, zeros)),
            "is not in the layout"),
        new Case(
            "a digest that leads elsewhere",
            layout ->
                layout.finishWithIndex(
                    "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"sha256:../../../../etc/passwd\",\"size\":7}]}"
                        .formatted(MediaTypes.OCI_MANIFEST)),
            "has a bad manifests[0].digest"),
        new Case(
            "a manifest of five exabytes",
            layout ->
                layout.finishWithIndex(
                    "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"sha256:%s\",\"size\":5000000000000000000}]}"
                        .formatted(MediaTypes.OCI_MANIFEST, zeros)),
            "is announced with 5000000000000000000 bytes"),
        new Case(
            "a manifest that is no JSON", layout -> layout.finish("\u001b]0;owned\u0007"), "JSON"),
        new Case(
            "a config that is a list",
            layout -> layout.finish(layout.manifest("[]")),
            "is not a JSON object"),
        new Case(
            "a config with a number for the environment",
            layout ->
                layout.finish(
                    layout
                        .layer(SOUND)
                        .manifest(layout.config().replace("{}", "{\"Env\":[1e999999999]}"))),
            "Env"),
        new Case(
            "fewer layers than the config has",
            layout -> {
              String config = layout.layer(SOUND).layer(SOUND).config();
              return layout.finish(
                  new HostileLayout(layout.finish()).layer(SOUND).manifest(config));
            },
            "has 1 layers, but its config has 2"),
        new Case(
            "a directory with an impossible name",
            layout ->
                layout
                    .layer(SOUND)
                    .annotations(
                        "{\"org.datalad.container.image.directories\":\"/%s\"}"
                            .formatted("n".repeat(256)))
                    .finish(),
            "annotation org.datalad.container.image.directories"),
        new Case(
            "a variable with a command for a name",
            layout ->
                layout
                    .layer(SOUND)
                    .annotations("{\"org.datalad.container.image.environment\":\"$(id)=1\"}")
                    .finish(),
            "not the name of a variable"),
        new Case(
            "a block size of zero",
            layout ->
                layout
                    .layer(SOUND)
                    .annotations(
                        """
                        {"org.datalad.container.image.build.format-version":"1",
                         "org.datalad.container.image.build.level":"6",
                         "org.datalad.container.image.build.block-size":"0"}
                        """)
                    .finish(),
            "blocks of 0 bytes"));
  }

  private static Path nestedIndexes(HostileLayout layout) throws IOException {
    String index = "{\"schemaVersion\":2,\"manifests\":[]}";
    for (int i = 0; i < 8; i++) {
      index =
          "{\"schemaVersion\":2,\"manifests\":["
              + descriptor(MediaTypes.OCI_INDEX, layout.blob(utf8(index)))
              + ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}";
    }
    return layout.finishWithIndex(index);
  }

  @ParameterizedTest
  @MethodSource({"brokenLayers", "absurdHeaders", "absurdTrees", "absurdDocuments"})
  void isRefused(Case hostile) throws IOException {
    Path layout = hostile.maker().make(new HostileLayout(folder.resolve("image.oci")));
    Path place = Files.createDirectory(folder.resolve("place"));
    Path sif = Files.writeString(place.resolve("x.sif"), "the one before");
    List<String> before = everything();

    Program.Result result =
        Program.run(List.of("--no-progress", "build", sif.toString(), layout.toString()));

    assertTrue(
        Set.of(ExitCode.WORK_FAILED, ExitCode.USAGE).contains(result.exitCode()),
        () -> result.exitCode() + ": " + result.errors());
    assertTrue(result.errors().contains(hostile.problem()), result.errors());
    assertTrue(result.errors().startsWith("error: "), result.errors());
    assertTrue(result.errors().contains("\n  next: "), result.errors());
    assertFalse(result.errors().contains("\tat "), result.errors());
    assertFalse(result.errors().contains("with --verbose and report"), result.errors());
    assertTrue(result.errors().length() < 2000, "a message of " + result.errors().length());
    assertTrue(result.errors().chars().allMatch(c -> c >= ' ' || c == '\n'), "control characters");
    assertEquals("the one before", Files.readString(sif));
    assertEquals(before, everything());
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> folder.relativize(file).toString()).sorted().toList();
    }
  }
}
