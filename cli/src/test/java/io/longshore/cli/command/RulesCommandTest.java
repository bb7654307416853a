package io.longshore.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.Program;
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

/** That each event is one of the schema, {@link Program} sees to. */
class RulesCommandTest {
  private static final String RULES = ".datalad/longshore.yaml";

  @TempDir Path folder;

  @BeforeEach
  void makeACollection() throws IOException {
    git("init", "--quiet");
    git("config", "user.name", "A Maintainer");
    git("config", "user.email", "maintainer@example.org");
    write(
        ".datalad/config",
        """
        [datalad "containers.bids-tool"]
        \timage = images/bids/bids-old--1.0.sif
        \tcmdexec = {img_dspath}/scripts/singularity_cmd run {img} {cmd}
        [datalad "containers.lab-alone"]
        \timage = images/lab/lab-alone--1.sif
        \tcmdexec = {img_dspath}/scripts/singularity_cmd run {img} {cmd}
        """);
    git("add", ".");
    git("commit", "--quiet", "--message=A collection");
  }

  private void git(String... arguments) throws IOException {
    new LocalCommandRunner().run(TypedCommand.git(folder, arguments));
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), text);
  }

  private List<JsonNode> events(int exitCode, String... arguments) {
    List<String> line = new ArrayList<>(List.of("-C", folder.toString(), "--json", "rules"));
    line.addAll(List.of(arguments));
    Program.Result result = Program.run(line);
    assertEquals(exitCode, result.exitCode(), result.output() + result.errors());
    return result.output().lines().map(JsonMapper.shared()::readTree).toList();
  }

  private static List<String> names(List<JsonNode> events) {
    return events.stream().map(event -> event.path("event").asString()).toList();
  }

  @Test
  void checkTellsOfEachSourceAndRegistration() throws IOException {
    write(
        RULES,
        """
        sources:
          - repository: bids/tool
            family: bids
          - repository: bids/other
            family: bids
          - namespace: brainiak
        """);

    List<JsonNode> events = events(ExitCode.WORK_FAILED, "check");

    assertEquals(
        List.of(
            "rules_source",
            "rules_source",
            "rules_unread",
            "rules_registration",
            "rules_registration",
            "rules_unregistered",
            "rules_checked"),
        names(events));
    assertEquals("bids-tool", events.get(3).path("registration").asString());
    assertEquals(1, events.get(3).path("differences").size());
    assertEquals("bids-other", events.get(5).path("registration").asString());
    JsonNode summary = events.getLast();
    assertEquals(2, summary.path("registrations").asInt());
    assertEquals("lab-alone", summary.path("unfollowed").path(0).asString());
    assertEquals(1, summary.path("different").asInt());
    assertFalse(summary.path("committed").asBoolean());
  }

  @Test
  void whatIsWrongInTheFileHasItsPlace() throws IOException {
    write(RULES, "sources:\n  - repository: bids/tool\n    familly: bids\n");

    List<JsonNode> events = events(ExitCode.WORK_FAILED);

    JsonNode fault = events.getFirst();
    assertEquals("rules_fault", fault.path("event").asString());
    assertEquals(RULES, fault.path("file").asString());
    assertEquals(3, fault.path("line").asInt());
    assertEquals(5, fault.path("column").asInt());
    assertEquals(1, events.getLast().path("faults").asInt());
  }

  @Test
  void importTellsWhatItWritesAndWhetherItDid() throws IOException {
    JsonNode planned = events(ExitCode.DONE, "import", "--dry-run").getFirst();
    assertEquals("rules_imported", planned.path("event").asString());
    assertFalse(planned.path("written").asBoolean());
    assertTrue(planned.path("unfollowed").has("lab-alone"));
    assertFalse(Files.exists(folder.resolve(RULES)));

    JsonNode written = events(ExitCode.DONE, "import").getFirst();
    assertTrue(written.path("written").asBoolean());
    assertEquals(planned.path("text"), written.path("text"));
    assertEquals(written.path("text").asString(), Files.readString(folder.resolve(RULES)));
  }
}
