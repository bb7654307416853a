package io.longshore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.session.ExitCode;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
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

class StatusAndDoctorTest {
  private static final String RECIPE = "images/x/Singularity.tool--1.0";

  @TempDir Path folder;

  @BeforeEach
  void makeADataset() throws IOException {
    Files.createDirectories(folder.resolve("images/x"));
    Files.writeString(
        folder.resolve(RECIPE),
        "# Automagically prepared\nBootstrap: docker\nFrom: registry.example/x/tool:1.0\n");
    Files.writeString(folder.resolve("images/x/other--1.simg"), "an image");
    git("init", "--quiet");
    git("config", "user.name", "Ada Example");
    git("config", "user.email", "ada@example.org");
    git("add", ".");
    git("commit", "--quiet", "-m", "begin");
    Files.createDirectories(folder.resolve(".git/longshore"));
    Files.writeString(
        folder.resolve(".git/longshore/failures.jsonl"),
        """
        {"recipe":"%s","kind":"gone","subject":"registry.example/x/tool:1.0","problem":"is not there",\
        "nextStep":"check the name","at":"2026-11-23T12:00:00Z"}
        """
            .formatted(RECIPE));
  }

  @Test
  void statusShowsWhatFailedAndWhy() {
    Program.Result result = run("status");

    assertEquals(ExitCode.DONE, result.exitCode(), result.errors());
    assertEquals(
        """
        failed        images/x/Singularity.tool--1.0
                      from registry.example/x/tool:1.0
                      2026-11-23T12:00:00Z, gone: registry.example/x/tool:1.0: is not there
                      next: check the name
        no recipe     images/x/other--1.simg
                      origin unknown

        0 migrated, 1 pending (1 failed last time), 0 not eligible, 1 without recipe
          next: longshore migrate --dry-run
        """,
        result.output());
  }

  @Test
  void statusShowsTheImagesThatAreNamed() {
    assertTrue(run("status", "other*").output().startsWith("no recipe     images/x/other--1.simg"));
    assertTrue(run("status", "other*").output().contains("0 pending, 0 not eligible, 1 without"));

    Program.Result mistyped = run("status", "tol");
    assertEquals(ExitCode.USAGE, mistyped.exitCode());
    assertTrue(
        mistyped.errors().contains("  next: did you mean tool--1.0? Otherwise: longshore -C "),
        mistyped.errors());
  }

  @Test
  void statusPrintsOneObjectALine() {
    List<JsonNode> lines = objects(run("status", "--json"));

    assertEquals("failed", lines.getFirst().path("state").asString());
    assertEquals(RECIPE, lines.getFirst().path("recipe").asString());
    assertEquals("gone", lines.getFirst().path("code").asString());
    assertEquals("no_recipe", lines.get(1).path("state").asString());
    assertEquals("status", lines.getLast().path("event").asString());
    assertEquals(1, lines.getLast().path("pending").asInt());
    assertEquals(3, lines.size());
  }

  @Test
  void doctorFindsWhatKeepsLongshoreFromWorking() {
    Program.Result result = run("doctor", "--offline", "--json");

    assertEquals(ExitCode.WORK_FAILED, result.exitCode(), result.errors());
    List<JsonNode> problems =
        objects(result).stream()
            .filter(line -> line.path("level").asString("").equals("problem"))
            .toList();
    assertEquals(1, problems.size(), problems::toString);
    assertEquals("dataset", problems.getFirst().path("check").asString());
    assertTrue(problems.getFirst().path("next").asString().endsWith("annex init"));
    String forPeople = run("doctor", "--offline").output();
    assertTrue(forPeople.contains("problem  dataset"), forPeople);
    assertTrue(forPeople.contains("1 problem, "), forPeople);
    assertTrue(forPeople.lines().noneMatch(line -> line.contains("registries")), forPeople);
  }

  private Program.Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-C", folder.toString()));
    return Program.run(all);
  }

  private static List<JsonNode> objects(Program.Result result) {
    return result.output().lines().map(JsonMapper.shared()::readTree).toList();
  }

  private void git(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    new LocalCommandRunner().run(TypedCommand.of(folder, command));
  }
}
