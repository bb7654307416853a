package io.longshore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import io.longshore.testing.BoundByPermissions;
import io.longshore.testing.EventSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Command lines as people mistype them, in mistakes.txt: what each ends with and says. In one Java,
 * as a hundred processes would take a minute.
 */
class MistakesTest {
  private static final int LONGEST_MESSAGE = 1000;

  @TempDir static Path temporary;

  private static Path folder;

  /**
   * A line of the table.
   *
   * @param words that the messages hold, the code of the failure among them
   */
  private record Mistake(int exitCode, List<String> commandLine, List<String> words) {
    static Mistake parse(String line) {
      String[] parts = line.split(" *\\| *");
      List<String> words = new ArrayList<>();
      for (String word : parts[1].split(" ")) {
        words.add(word.replace("{", folder + "/").replace("}", "").replace("''", ""));
      }
      // What is no mistake after all is not to work on the checkout the tests run in.
      if (!words.contains("-C") && !words.contains("--dataset")) {
        words.addAll(List.of("-C", folder.resolve("nowhere").toString()));
      }
      return new Mistake(
          Integer.parseInt(parts[0].strip()), words, Arrays.asList(parts).subList(2, parts.length));
    }
  }

  private static List<Mistake> table(String file) throws IOException {
    try (InputStream in = MistakesTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Mistake::parse)
          .toList();
    }
  }

  @BeforeEach
  void layOut() throws IOException {
    folder = Files.createTempDirectory(temporary, "mistakes");
    Files.createDirectories(folder.resolve("nowhere"));
    Files.createDirectories(folder.resolve("empty-folder"));
    Files.writeString(folder.resolve("text"), "hello\n");
    Files.createFile(folder.resolve("empty"));
    Files.createSymbolicLink(folder.resolve("annexed.sif"), Path.of("not-here"));
    Files.writeString(folder.resolve("map.tsv"), "nobody\tdocker://a/b:1\n");
    Path layout = folder.resolve("image.oci");
    ImageMaker.create()
        .plainLayer(TarLayer.create().file("opt/a", 0644, "a").toBytes())
        .make()
        .writeLayout(layout, Map.of());
    Path torn = folder.resolve("torn.oci");
    ImageMaker.create()
        .plainLayer(TarLayer.create().file("opt/a", 0644, "b").toBytes())
        .make()
        .writeLayout(torn, Map.of());
    Files.writeString(torn.resolve("index.json"), "{\"schemaVersion\":2,");
    git("init", "-q", "plain");
    git("init", "-q", "dataset");
    Files.createDirectories(folder.resolve("dataset/images/x"));
    Files.createDirectories(folder.resolve("dataset/.datalad"));
    Files.writeString(
        folder.resolve("dataset/.datalad/config"),
        "[datalad \"dataset\"]\n\tid = 6c9a4a0e-0000-4000-8000-000000000001\n");
    Files.writeString(
        folder.resolve("dataset/images/x/Singularity.tool--1.0"),
        "# Automagically prepared\nBootstrap: docker\nFrom: registry.example/x/tool:1.0\n");
    Files.writeString(
        folder.resolve("dataset/images/x/Singularity.own--1.0"),
        "Bootstrap: docker\nFrom: debian:12\n%post\n  apt-get install -y x\n");
    git("-C", "dataset", "config", "user.name", "Ada Example");
    git("-C", "dataset", "config", "user.email", "ada@example.org");
    git("-C", "dataset", "annex", "init", "-q");
    git("-C", "dataset", "add", ".");
    git("-C", "dataset", "commit", "-q", "-m", "begin");
  }

  private static void git(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    new LocalCommandRunner().run(TypedCommand.of(folder, command.toArray(String[]::new)));
  }

  @Test
  void eachIsToldWithItsExitCodeAndWhatToDoNext() throws IOException {
    List<String> surprises = new ArrayList<>();
    StringBuilder shown = new StringBuilder();
    Set<Integer> exitCodes = new TreeSet<>();
    List<Mistake> table = table("mistakes.txt");
    for (Mistake mistake : table) {
      Program.Result result = Program.run(mistake.commandLine());
      exitCodes.add(result.exitCode());
      shown.append("$ longshore %s\n".formatted(String.join(" ", mistake.commandLine())));
      shown.append(result.output()).append(result.errors());
      shown.append("-> %d\n\n".formatted(result.exitCode()));
      String surprise = surprise(mistake, result);
      if (!surprise.isEmpty()) {
        surprises.add(
            "%s: %s: %s".formatted(String.join(" ", mistake.commandLine()), surprise, result));
      }
    }
    Files.writeString(Path.of("target", "mistakes-shown.txt"), shown);
    assertEquals(List.of(), surprises, () -> String.join("\n", surprises));
    assertTrue(table.size() >= 100, table.size() + " mistakes");
    assertEquals(Set.of(1, 2), exitCodes);
  }

  private static String surprise(Mistake mistake, Program.Result result) {
    if (result.exitCode() != mistake.exitCode()) {
      return "exit code " + result.exitCode() + " instead of " + mistake.exitCode();
    }
    String said = result.output() + result.errors();
    for (String word : mistake.words()) {
      if (!said.contains(word)) {
        return "does not say '" + word + "'";
      }
    }
    if (!said.contains("next: ")) {
      return "no next step";
    }
    if (said.contains("\tat ") || said.contains("unexpected") || said.contains("xception")) {
      return "words of Java";
    }
    return said.length() > LONGEST_MESSAGE + mistake.commandLine().toString().length()
        ? "a message of " + said.length()
        : "";
  }

  /** A main program of its own, since permissions do not apply to root. */
  static final class WithoutRights {
    private WithoutRights() {}

    public static void main(String[] arguments) throws IOException {
      folder = Path.of(arguments[0]);
      for (Mistake mistake : table("mistakes-without-rights.txt")) {
        Program.Result result = Program.run(mistake.commandLine());
        String surprise = surprise(mistake, result);
        if (!surprise.isEmpty()) {
          System.out.printf("%s: %s: %s%n", mistake.commandLine(), surprise, result);
        }
      }
    }
  }

  @Test
  void whatIsForbiddenIsNotCalledAbsentOrBroken() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Path closed = Files.writeString(folder.resolve("closed"), "hello\n");
    for (Path path : List.of(locked, closed)) {
      Files.setPosixFilePermissions(path, Set.of());
    }
    try {
      assertEquals("", BoundByPermissions.run(WithoutRights.class, folder));
    } finally {
      // The folder is to be removable.
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** With --json, wherever it stands, the failure is an event as well. */
  @Test
  void programsAreToldToo() throws IOException {
    for (List<String> commandLine :
        List.of(
            List.of("--json", "statuss"),
            List.of("migrate", "--no-such-option", "--json"),
            List.of("log", "-C", folder.resolve("absent").toString(), "--json"))) {
      Program.Result result = Program.run(commandLine);
      EventSchema.requireValid(result.output());
      assertTrue(
          result.output().startsWith("{\"event\":\"error\",\"code\":\""), () -> result.toString());
      assertTrue(result.output().contains("\"exit_code\":2}"), result.output());
    }
  }
}
