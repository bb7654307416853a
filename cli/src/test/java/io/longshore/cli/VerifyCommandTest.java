package io.longshore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    assertTrue(result.errors().contains("nothing is migrated here yet"), result.errors());
    assertTrue(result.errors().contains("next: longshore migrate"), result.errors());
    assertEquals("", result.output());
  }

  @Test
  void exitsWithOneAndSaysWhatToDoNextWhenSomethingIsFound() throws Exception {
    makeImagesOciWithoutUrl();

    Program.Result result = verify();

    assertEquals(ExitCode.WORK_FAILED, result.exitCode());
    assertTrue(
        result.errors().contains("  images-oci: has no URL in .gitmodules"), result.errors());
    assertTrue(result.errors().contains("    next: git config -f .gitmodules"), result.errors());
    assertTrue(result.errors().contains("1 finding"), result.errors());
    assertEquals("", result.output());
  }

  @Test
  void keepsQuietAboutWhatIsInOrderIfAskedTo() throws Exception {
    makeImagesOciWithoutUrl();

    Program.Result result = verify("--quiet");

    assertTrue(result.errors().contains("has no URL"), result.errors());
    assertTrue(result.errors().lines().noneMatch(line -> line.startsWith("ok")), result.errors());
  }

  @Test
  void printsOneObjectALine() throws Exception {
    makeImagesOciWithoutUrl();

    List<JsonNode> lines = verify("--json").output().lines().map(JSON::readTree).toList();

    List<JsonNode> findings =
        lines.stream().filter(line -> line.path("event").asString().equals("finding")).toList();
    assertEquals(1, findings.size(), lines::toString);
    assertEquals("subdataset", findings.getFirst().path("check").asString());
    assertEquals("images-oci", findings.getFirst().path("subject").asString());
    assertTrue(findings.getFirst().path("next").asString().startsWith("git config"));
    assertEquals("verified", lines.getLast().path("event").asString());
    assertEquals(1, lines.getLast().path("findings").asInt());
    assertEquals(0, lines.getLast().path("images").asInt());
  }

  @Test
  void writesJUnitXmlToo() throws Exception {
    makeImagesOciWithoutUrl();
    Path file = Files.createTempDirectory("report").resolve("verify.xml");

    assertEquals(ExitCode.WORK_FAILED, verify("--junit", file.toString()).exitCode());

    String xml = Files.readString(file);
    assertTrue(xml.contains("<testsuite name=\"subdataset\" tests=\"1\" failures=\"1\">"), xml);
  }

  @Test
  void refusesAReportFileInAFolderThatIsNotThere() throws Exception {
    Program.Result result = verify("--junit", folder.resolve("absent/verify.xml").toString());

    assertEquals(ExitCode.USAGE, result.exitCode());
    assertTrue(result.errors().contains("there is no folder to write"), result.errors());
  }

  private Program.Result verify(String... more) {
    List<String> arguments = new ArrayList<>(List.of("verify", "-C", folder.toString()));
    arguments.addAll(List.of(more));
    return Program.run(arguments);
  }

  private void makeImagesOciWithoutUrl() throws Exception {
    Path imagesOci = Files.createDirectory(folder.resolve("images-oci"));
    repository(imagesOci);
    git(folder, "-c", "advice.addEmbeddedRepo=false", "add", "images-oci");
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
    Process process = new ProcessBuilder(command).directory(where.toFile()).inheritIO().start();
    assertEquals(0, process.waitFor(), command.toString());
  }
}
