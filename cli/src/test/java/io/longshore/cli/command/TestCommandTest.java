package io.longshore.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.Program;
import io.longshore.cli.session.ExitCode;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import io.longshore.testing.MadeElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TestCommandTest {
  @TempDir Path folder;

  private Program.Result test(String... arguments) {
    List<String> line = new ArrayList<>(List.of("test"));
    line.addAll(List.of(arguments));
    return Program.run(line);
  }

  private String layout(String name, String entrypoint) throws IOException {
    byte[] layer =
        TarLayer.create()
            .directory("opt", 0755)
            .file("opt/sound", 0755, MadeElf.program())
            .file("opt/text", 0755, "text")
            .toBytes();
    Path layout = Files.createDirectory(folder.resolve(name));
    ImageMaker.create().layer(layer).entrypoint(entrypoint).make().writeLayout(layout, Map.of());
    return layout.toString();
  }

  private String broken() throws IOException {
    return layout("broken", "/opt/\u001b[31mabsent");
  }

  @Test
  void aSoundLayoutIsSaidToBeSo() throws IOException {
    String layout = layout("sound", "/opt/sound");
    Program.Result result = test(layout);

    assertEquals(ExitCode.DONE, result.exitCode(), result.errors());
    assertEquals(
        List.of(
            "ok       " + layout,
            "  note: /bin/sh is not there: 'apptainer shell' does not work with this image"
                + " (no_shell)",
            "1 image tested, nothing found"),
        result.output().lines().toList());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(Path.of(layout)), files.toList());
    }
  }

  @Test
  void aBrokenImageIsAnErrorAndNothingItSaysMovesTheCursor() throws IOException {
    Program.Result result = test(broken(), layout("doubtful", "/opt/text"));

    assertEquals(ExitCode.WORK_FAILED, result.exitCode());
    assertTrue(
        result.output().contains("  error: /opt/\\x1b[31mabsent is not there (program_missing)"),
        result.output());
    assertTrue(result.output().contains("\ndoubtful "), result.output());
    assertTrue(result.output().endsWith("2 images tested, 1 broken, 1 doubtful\n"));
  }

  @Test
  void quietTellsWhatIsBrokenAlone() throws IOException {
    assertEquals("", test("-q", layout("doubtful", "/opt/text")).output());
    assertEquals(2, test("-q", broken()).output().lines().count());
  }

  @Test
  void programsGetEventsOfTheSchema() throws IOException {
    Program.Result result = test("--json", broken());

    List<JsonNode> events = result.output().lines().map(JsonMapper.shared()::readTree).toList();
    assertEquals(
        List.of("tested", "flaw", "flaw", "test_finished"),
        events.stream().map(event -> event.path("event").asString()).toList());
    assertEquals("broken", events.getFirst().path("result").asString());
    assertEquals("program_missing", events.get(1).path("code").asString());
    assertEquals("error", events.get(1).path("severity").asString());
  }

  @Test
  void continuousIntegrationGetsACaseForEachImage() throws IOException {
    Path report = folder.resolve("report.xml");
    test("--junit", report.toString(), broken(), layout("sound", "/opt/sound"));

    String xml = Files.readString(report);
    assertTrue(xml.contains("tests=\"2\" failures=\"1\" skipped=\"0\""), xml);
    assertTrue(xml.contains("absent is not there (program_missing)"), xml);
    assertFalse(xml.contains("\u001b"), xml);
  }

  @Test
  void anExitCodeThatNoProgramHasIsRefused() throws IOException {
    Program.Result result = test("--run", "--exit-codes", "0,300", broken());

    assertEquals(ExitCode.USAGE, result.exitCode());
    assertTrue(result.errors().contains("--exit-codes must be 0 to 255"), result.errors());
  }

  @Test
  void aFileThatIsNoImageIsBroken() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "text");
    Program.Result result = test(text.toString());

    assertEquals(ExitCode.WORK_FAILED, result.exitCode());
    assertTrue(result.output().contains("is neither a SIF nor a squashfs (damaged)"));
  }
}
