package io.longshore.acceptance.packaged;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.testing.Extent;
import io.longshore.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tarball and the Debian package of {@code dev/dist}, made in a copy of the checkout: Maven
 * works in that one.
 */
class PackagedProgramTest {
  private static final String PROGRAM = Debian11.PROGRAMS + "/bin/longshore";

  @TempDir static Path folder;
  private static Path checkout;
  private static Path programs;
  private static Path debianPackage;
  private static String said;
  private static Debian11 debian;

  @BeforeAll
  static void make() throws IOException {
    checkout = copyOfCheckout("copy");
    Shell.Result made = dist(checkout, "--deb");
    assertEquals(0, made.exitCode(), made.errors());
    said = made.errors();
    debianPackage =
        Files.copy(packageIn(checkout.resolve("target/dist")), folder.resolve("made.deb"));
    programs = Tarball.in(checkout.resolve("target/dist")).unpackTo(folder.resolve("pro grams"));
    debian = Debian11.with(programs, Files.createDirectory(folder.resolve("work")));
    MadeImage image = image();
    image.writeLayout(debian.work().resolve("image.oci"), Map.of());
  }

  private static Path copyOfCheckout(String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    Shell.in(Program.checkout())
        .run(
            "sh",
            "-euc",
            "tar -cf - .mvn pom.xml longshore LICENSE README.md CHANGELOG.md docs packaging"
                + " ./*/pom.xml ./*/src/main scripts dev | tar -C \"$1\" -xf -",
            "sh",
            copy.toString());
    return copy;
  }

  private static Shell.Result dist(Path copy, String... options) {
    return dist(copy, Map.of(), options);
  }

  private static Shell.Result dist(Path copy, Map<String, String> environment, String... options) {
    List<String> command = new ArrayList<>(List.of(copy + "/dev/dist", "--local"));
    command.addAll(List.of(options));
    Shell shell = Shell.in(copy).with("LONGSHORE_JAVA", System.getProperty("java.home"));
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      shell = shell.with(variable.getKey(), variable.getValue());
    }
    return shell.attempt(command.toArray(String[]::new));
  }

  private static MadeImage image() {
    byte[] lower =
        TarLayer.create()
            .directory("etc", 0755)
            .file("etc/name", 0644, "of the lower layer\n")
            .file("etc/many", 0644, "line\n".repeat(200_000))
            .toBytes();
    byte[] upper = TarLayer.create().file("etc/name", 0644, "of the upper layer\n").toBytes();
    return ImageMaker.create().layer(lower).zstdLayer(upper).command("/bin/sh").make();
  }

  @Test
  void itRunsWithAnOldCLibrary() {
    Matcher glibc = Pattern.compile("it needs glibc ([0-9]+)[.]([0-9]+) ").matcher(said);
    assertTrue(glibc.find(), said);
    assertEquals("2", glibc.group(1));
    assertTrue(Integer.parseInt(glibc.group(2)) <= 17, said);
  }

  @Test
  void withoutJavaItGivesTheSameBytesAsHere() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      registry.addImage("tools/image", "1", image());
      Program here = Program.install(Files.createDirectory(folder.resolve("home")));
      Path layout = debian.work().resolve("image.oci");
      insecure(registry);
      String reference = "docker://" + registry.host() + "/tools/image:1";
      for (String compression : List.of("gzip", "zstd")) {
        String built = "built-" + compression + ".sif";
        buildBoth(here, compression, built, "image.oci", layout.toString());
        String pulled = "pulled-" + compression + ".sif";
        buildBoth(here, compression, pulled, reference, reference);
      }
    }
  }

  private static Path registries() {
    return debian.work().resolve("registries.conf");
  }

  private static Path insecure(LoopbackRegistry registry) throws IOException {
    return Files.writeString(
        registries(),
        "[[registry]]\nlocation = \"%s\"\ninsecure = true\n".formatted(registry.host()));
  }

  private static void buildBoth(
      Program here, String compression, String name, String there, String sourceHere)
      throws IOException {
    Shell.Result result = debian.run(PROGRAM, "build", "--compression", compression, name, there);
    assertEquals(0, result.exitCode(), result.errors());
    Shell shell =
        here.shell().at(folder).with("CONTAINERS_REGISTRIES_CONF", registries().toString());
    Shell.Result own = here.run(shell, "build", "--compression", compression, name, sourceHere);
    assertEquals(0, own.exitCode(), own.errors());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve(name)), Files.readAllBytes(debian.work().resolve(name)));
  }

  @Test
  void whereTheSystemHasNoAuthoritiesThoseInItAreTrusted() throws Exception {
    TestAuthority authority = TestAuthority.create(Files.createDirectory(folder.resolve("keys")));
    Path knowing = folder.resolve("knowing the authority");
    Shell.in(folder).run("cp", "-al", programs.toString(), knowing.toString());
    Path authorities = knowing.resolve("lib/authorities.pem");
    Files.delete(authorities);
    Files.copy(authority.pem(), authorities);
    try (LoopbackRegistry registry =
        LoopbackRegistry.start(LoopbackOptions.PLAIN.withTls(authority.serverContext()))) {
      registry.addImage("tools/image", "1", image());
      String reference = "docker://" + registry.host() + "/tools/image:1";
      String[] pull = {
        "env",
        "-u",
        "LONGSHORE_PLAIN_HTTP",
        "-u",
        "CONTAINERS_REGISTRIES_CONF",
        PROGRAM,
        "pull",
        "--output",
        "safe.sif",
        reference
      };
      Shell.Result refused = debian.run(pull);
      assertEquals(1, refused.exitCode(), refused.errors());
      assertTrue(refused.errors().contains("no secure connection"), refused.errors());
      Shell.Result pulled = new Debian11(knowing, debian.work()).run(pull);
      assertEquals(0, pulled.exitCode(), pulled.errors());
    }
  }

  @Test
  void itTellsWhatInflatesAndWhereNativeLibrariesAre() {
    String diagnosis = debian.run(PROGRAM, "doctor", "--offline").output();
    assertTrue(diagnosis.contains("layers are inflated by ISA-L"), diagnosis);
    assertFalse(diagnosis.contains(" /tmp/longshore-"), diagnosis);
  }

  @Test
  void whereNothingMayBeRunFromItSaysWhatToSet() {
    Shell.Result result =
        debian.run(List.of("tmp", "var/tmp", "dev"), PROGRAM, "build", "never.sif", "image.oci");
    assertEquals(2, result.exitCode());
    assertTrue(result.errors().contains("LONGSHORE_TMPDIR"), result.errors());
    assertFalse(Files.exists(debian.work().resolve("never.sif")));
  }

  @Test
  void itIsWhatItsDigestsAndItsBillSay() {
    Shell shell = Shell.in(programs);
    shell.run("sha256sum", "--check", "--quiet", "SHA256SUMS");
    shell.run(
        "jq",
        "-e",
        ".bomFormat == \"CycloneDX\" and ([.components[].name] | contains([\"OpenJDK\","
            + " \"isa-l\", \"zstd-jni\"]))",
        "longshore.cdx.json");
    assertEquals(List.of(), BillSchema.mistakesIn(programs.resolve("longshore.cdx.json")));
    for (String file :
        List.of(
            "share/man/man1/longshore-build.1",
            "share/bash-completion/completions/longshore",
            "share/zsh/site-functions/_longshore",
            "share/fish/vendor_completions.d/longshore.fish",
            "licences/README")) {
      assertTrue(Files.exists(programs.resolve(file)), file);
    }
    assertFalse(Files.exists(programs.resolve("runtime/lib/security/cacerts")));
  }

  @Test
  void lmodLoadsAndUnloadsIt() throws IOException {
    // Lmod takes no folder with blanks into its list.
    Path plain = Files.createSymbolicLink(folder.resolve("programs"), programs);
    String said =
        Shell.in(folder)
            .run(
                "bash",
                "-euc",
                """
                set +u
                . /etc/profile.d/lmod.sh
                module use "$1/share/modulefiles"
                module load longshore
                command -v longshore
                longshore --version >version
                man -w longshore-migrate
                module unload longshore
                command -v longshore || echo gone
                """,
                "bash",
                plain.toString());
    assertEquals(
        List.of(plain + "/bin/longshore", plain + "/share/man/man1/longshore-migrate.1", "gone"),
        said.lines().toList());
    assertTrue(Files.readString(folder.resolve("version")).startsWith("longshore "));
  }

  @Test
  void manyUsersStartItSideBySideFromWhatTheyCanOnlyRead() throws Exception {
    Callable<Shell.Result> start = () -> debian.run(PROGRAM, "--version");
    try (ExecutorService users = Executors.newFixedThreadPool(20)) {
      List<Callable<Shell.Result>> starts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        starts.add(start);
      }
      for (Future<Shell.Result> started : users.invokeAll(starts)) {
        assertEquals(0, started.get().exitCode(), started.get().errors());
      }
    }
  }

  @Test
  void anUpgradeLeavesRunningJobsTheVersionTheyWereStartedWith() throws IOException {
    Path current = Files.createSymbolicLink(folder.resolve("current"), programs);
    Path next = Files.createDirectory(folder.resolve("the next version"));
    FaultPlan upgradeAtTheFirstBlob =
        request -> {
          if (request.target().contains("/blobs/")) {
            Shell.in(folder).run("ln", "-sfn", next.toString(), current.toString());
          }
          return Optional.empty();
        };
    try (LoopbackRegistry registry =
        LoopbackRegistry.start(LoopbackOptions.PLAIN.withFaults(upgradeAtTheFirstBlob))) {
      registry.addImage("tools/image", "1", image());
      Shell.Result job =
          Shell.in(Files.createDirectory(folder.resolve("job")))
              .with("LONGSHORE_PLAIN_HTTP", "127.0.0.1")
              .with("CONTAINERS_REGISTRIES_CONF", insecure(registry).toString())
              .attempt(
                  current + "/bin/longshore",
                  "pull",
                  "docker://" + registry.host() + "/tools/image:1");
      assertEquals(0, job.exitCode(), job.errors());
      assertEquals(next, Files.readSymbolicLink(current));
    }
  }

  static List<String> otherFolders() {
    return Extent.asked().isWhole() ? List.of("another folder for it") : List.of();
  }

  /** Compiled once for both, to save time: that the compiler gives the same is Maven's promise. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("otherFolders")
  void anotherBuildInAnotherFolderIsTheSameToTheByte(String other) throws IOException {
    Path moved = Files.move(checkout, folder.resolve(other));
    Path output = folder.resolve("output");
    Shell.Result made =
        dist(
            moved,
            Map.of("LC_ALL", "C", "TZ", "Asia/Tokyo"),
            "--deb",
            "--output",
            output.toString(),
            "--classes",
            programs.resolve("lib/classes.lst").toString());
    assertEquals(0, made.exitCode(), made.errors());
    Tarball first = Tarball.in(moved.resolve("target/dist"));
    assertEquals(List.of(), first.filesNotIn(Tarball.in(output)));
    assertEquals(-1, Files.mismatch(Tarball.in(output).file(), first.file()));
    assertEquals(-1, Files.mismatch(packageIn(output), packageIn(moved.resolve("target/dist"))));
  }

  /**
   * Debian 11 as a part: it has no git-annex and no man, which the package is installed without.
   */
  static List<Integer> releases() {
    return Extent.asked().isWhole() ? List.of(11, 12, 13) : List.of(11);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theDebianPackageIsInstalledUsedAndPurged(int release) throws IOException {
    Path work = Files.createDirectory(folder.resolve("debian " + release));
    Files.copy(debianPackage, work.resolve(CleanDebian.PACKAGE));
    image().writeLayout(work.resolve(CleanDebian.LAYOUT), Map.of());
    Shell.Result result = new CleanDebian(release).tryPackage(work);
    assertEquals(0, result.exitCode(), result.output() + result.errors());
    assertEquals("", Files.readString(work.resolve("left")));
    assertEquals(
        -1, Files.mismatch(work.resolve("built.sif"), work.resolve("built-elsewhere.sif")));
    if (release != 11) {
      String manual = Files.readString(work.resolve("manual"));
      assertTrue(manual.contains("longshore migrate"), manual);
      assertTrue(Files.readString(work.resolve("demo")).contains("nothing found"));
    }
  }

  static List<EmulatedDebian> emulated() {
    return Extent.asked().isWhole() ? List.of(EmulatedDebian.named()) : List.of();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("emulated")
  void onAnotherProcessorItGivesTheSameBytes(EmulatedDebian other) throws IOException {
    Path output = folder.resolve("for arm");
    Shell.Result made =
        dist(
            copyOfCheckout("copy for arm"),
            Map.of("LONGSHORE_ISAL", other.isal().toString()),
            "--jmods",
            other.jmods().toString(),
            "--output",
            output.toString());
    assertEquals(0, made.exitCode(), made.errors());
    Path linked = Tarball.in(output).unpackTo(folder.resolve("linked for arm"));
    Path work = Files.createDirectory(folder.resolve("work on arm"));
    image().writeLayout(work.resolve("image.oci"), Map.of());
    Program here = Program.install(Files.createDirectory(folder.resolve("home beside arm")));
    for (String compression : List.of("gzip", "zstd")) {
      String name = "on-arm-" + compression + ".sif";
      String[] command = {"build", "--compression", compression, name, "image.oci"};
      Shell.Result there = other.run(linked, work, words(EmulatedDebian.PROGRAM, command));
      assertEquals(0, there.exitCode(), there.errors());
      Path own = Files.createDirectories(folder.resolve("own for arm"));
      command[4] = work.resolve("image.oci").toString();
      Shell.Result result = here.run(here.shell().at(own), command);
      assertEquals(0, result.exitCode(), result.errors());
      assertEquals(-1, Files.mismatch(own.resolve(name), work.resolve(name)));
    }
  }

  private static String[] words(String first, String... others) {
    List<String> words = new ArrayList<>(List.of(first));
    words.addAll(List.of(others));
    return words.toArray(String[]::new);
  }

  private static Path packageIn(Path output) throws IOException {
    try (var files = Files.newDirectoryStream(output, "*.deb")) {
      return files.iterator().next();
    }
  }
}
