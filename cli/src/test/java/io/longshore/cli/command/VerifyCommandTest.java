package io.longshore.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.Program;
import io.longshore.cli.session.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path folder;

  @BeforeEach
  void makeADataset() throws Exception {
    repository(folder);
  }

  @Test
  void saysThatNothingIsMigrated() throws Exception {
    Program.Result result = verify();

    assertEquals(ExitCode.DONE, result.exitCode());
    assertTrue(result.output().contains("nothing is migrated here yet"), result.output());
    assertTrue(result.output().contains("next: longshore migrate"), result.output());
    assertEquals("", result.errors());
  }

  @Test
  void exitsWithOneAndSaysWhatToDoNextWhenSomethingIsFound() throws Exception {
    makeImagesOciWithoutUrl();

    Program.Result result = verify();

    assertEquals(ExitCode.WORK_FAILED, result.exitCode());
    assertTrue(
        result.output().contains("  images-oci: has no URL in .gitmodules"), result.output());
    assertTrue(result.output().contains("    next: git config -f .gitmodules"), result.output());
    assertTrue(result.output().contains("7 findings"), result.output());
    assertEquals("", result.errors());
  }

  @Test
  void saysWhereItsCommandsAreTypedToAUserWhoIsElsewhere() throws Exception {
    makeImagesOciWithoutUrl();

    Program.Result result = verify("--quiet");

    assertEquals(
        "  the commands above are typed in the dataset: cd " + folder.toRealPath(),
        result.output().lines().toList().getLast());
  }

  @Test
  void keepsQuietAboutWhatIsInOrderIfAskedTo() throws Exception {
    makeImagesOciWithoutUrl();

    Program.Result result = verify("--quiet");

    assertTrue(result.output().contains("has no URL"), result.output());
    assertTrue(result.output().lines().noneMatch(line -> line.startsWith("ok")), result.output());
  }

  @Test
  void printsOneObjectALine() throws Exception {
    makeImagesOciWithoutUrl();

    List<JsonNode> lines = verify("--json").output().lines().map(JSON::readTree).toList();

    List<JsonNode> findings =
        lines.stream().filter(line -> line.path("event").asString().equals("finding")).toList();
    assertEquals(7, findings.size(), lines::toString);
    assertEquals("subdataset", findings.getFirst().path("check").asString());
    assertTrue(
        findings.stream()
            .skip(1)
            .allMatch(finding -> finding.path("check").asString().equals("preparation")),
        lines::toString);
    assertEquals("images-oci", findings.getFirst().path("subject").asString());
    assertTrue(findings.getFirst().path("next").asString().startsWith("git config"));
    assertEquals("verified", lines.getLast().path("event").asString());
    assertEquals(findings.size(), lines.getLast().path("findings").asInt());
    assertEquals(0, lines.getLast().path("images").asInt());
  }

  @Test
  void writesJUnitXmlToo() throws Exception {
    makeImagesOciWithoutUrl();
    Path file = Files.createTempDirectory("report").resolve("verify.xml");

    assertEquals(ExitCode.WORK_FAILED, verify("--junit", file.toString()).exitCode());

    String xml = Files.readString(file);
    assertTrue(
        xml.contains("<testsuite name=\"subdataset\" tests=\"1\" failures=\"1\" skipped=\"0\">"),
        xml);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/absent/verify.xml", "/proc/verify.xml"})
  void refusesAReportFileThatCannotBeWrittenBeforeTheWorkBegins(String file) throws Exception {
    makeImagesOciWithoutUrl();

    Program.Result result = verify("--junit", file);

    assertEquals(ExitCode.USAGE, result.exitCode());
    assertTrue(result.errors().startsWith("error: " + file + ": "), result.errors());
    assertEquals(2, result.errors().lines().count(), result.errors());
  }

  @Test
  void refusesToAskNothingAtOnce() throws Exception {
    Program.Result result = verify("--remote", "--jobs", "0");

    assertEquals(ExitCode.USAGE, result.exitCode());
    assertTrue(result.errors().contains("--jobs must be at least 1"), result.errors());
  }

  @Test
  void gitmodulesThatGitCannotReadAreAFinding() throws Exception {
    makeImagesOciWithoutUrl();
    Files.writeString(folder.resolve(".gitmodules"), "[submodule \"images-oci\"\n\tpath = x\n");
    git(folder, "add", ".gitmodules");
    git(folder, "commit", "--quiet", "-m", "break .gitmodules");

    Program.Result result = verify();

    assertEquals(ExitCode.WORK_FAILED, result.exitCode(), result.errors());
    assertTrue(result.output().contains("cannot be read by git: bad config line"), result.output());
    assertTrue(
        result.output().contains("git -C " + folder + " config -f .gitmodules --list"),
        result.output());
  }

  private Program.Result verify(String... more) {
    List<String> arguments = new ArrayList<>(List.of("verify", "-C", folder.toString()));
    arguments.addAll(List.of(more));
    return Program.run(arguments);
  }

  private void makeImagesOciWithoutUrl() throws Exception {
    Path imagesOci = Files.createDirectory(folder.resolve("images-oci"));
    repository(imagesOci);
    git(folder, "add", "images-oci");
    git(folder, "commit", "--quiet", "-m", "without .gitmodules");
  }

  private static void repository(Path root) throws Exception {
    git(root, "init", "--quiet");
    git(root, "config", "user.name", "Ada Example");
    git(root, "config", "user.email", "ada@example.org");
    Files.writeString(root.resolve("README"), "A dataset\n");
    git(root, "add", "README");
    git(root, "commit", "--quiet", "-m", "begin");
  }

  private static void git(Path where, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), command + "\n" + output);
  }
}
