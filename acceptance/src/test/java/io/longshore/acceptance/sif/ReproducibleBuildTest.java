package io.longshore.acceptance.sif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.ground.Digest;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Separate processes, as different as machines are, give the same bytes. Runs as root. */
class ReproducibleBuildTest {
  private static final String EXPECTED =
      "sha256:e52db273e5634d7cca93032ec837f881df1d60bdbcfcd4e9a69b7d0b845cd121";

  @TempDir Path folder;
  private Path layout;
  private Program program;

  @BeforeEach
  void layOutAnImage() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    program = Program.install(folder);
    layout =
        Layouts.write(
            folder.resolve("image.oci"),
            image(),
            Map.of(
                "org.datalad.container.image.source", "bids/example:0.0.7",
                "org.datalad.container.image.directories", "/data /zfs",
                "org.datalad.container.image.environment", "LANG=C.UTF-8"));
  }

  @Test
  void anyUserFolderTimeZoneLocaleUmaskAndCoreCountGiveTheSameBytes() throws IOException {
    assertEquals(EXPECTED, build("plain", "umask 022", ""));
    assertEquals(
        EXPECTED, build("other locale", "umask 077; export TZ=Asia/Tokyo LANG=C LC_ALL=C", ""));
    assertEquals(
        EXPECTED, build("one-core", "export JAVA_TOOL_OPTIONS=-XX:ActiveProcessorCount=1", ""));
    assertEquals(
        EXPECTED, build("seven-cores", "export JAVA_TOOL_OPTIONS=-XX:ActiveProcessorCount=7", ""));
    assertEquals(
        EXPECTED,
        build(
            "another-user",
            "export HOME=/nonexistent SOURCE_DATE_EPOCH=1",
            "setpriv --reuid=65534 --regid=65534 --clear-groups"));
  }

  private String build(String name, String preparation, String prefix) throws IOException {
    Path place = Files.createDirectory(folder.resolve(name));
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
    String java = System.getProperty("java.home") + "/bin/java";
    Path jar = program.installation().resolve("cli/target/longshore/lib");
    String command =
        "%s; cd '%s' && exec %s '%s' --enable-native-access=ALL-UNNAMED -cp '%s/*' %s build x.sif '%s'"
            .formatted(
                preparation, place, prefix, java, jar, "io.longshore.cli.Main", layout + "/");
    Shell.in(folder)
        .with("XDG_CACHE_HOME", folder.resolve("cache").toString())
        .run("sh", "-c", command);
    return Digest.of(Files.readAllBytes(place.resolve("x.sif"))).toString();
  }

  private static MadeImage image() {
    TarLayer files = TarLayer.create();
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] content = new byte[random.nextInt(40_000)];
      random.nextBytes(content);
      files.file("data/%03d".formatted(random.nextInt(1000)), 0644, content);
    }
    files.file("text", 0644, "the same line again\n".repeat(50_000));
    files.entry(
        "owned",
        TarConstants.LF_NORMAL,
        "x".getBytes(UTF_8),
        entry -> {
          entry.setUserId(100_000);
          entry.setMode(04755);
        });
    return ImageMaker.create()
        .created("2021-03-04T05:06:07Z")
        .plainLayer(files.toBytes())
        .plainLayer(TarLayer.create().whiteout("data/001").file("d/e/f", 0600, "f").toBytes())
        .entrypoint("/d/e/f")
        .make();
  }
}
