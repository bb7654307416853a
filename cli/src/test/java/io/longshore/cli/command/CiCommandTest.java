package io.longshore.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.Program;
import io.longshore.cli.session.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CiCommandTest {
  private static final String ARCHIVE = "https://example.org/longshore-1.0-linux-x86_64.tar.gz";
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  @TempDir Path folder;

  @BeforeEach
  void makeADataset() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
  }

  private Program.Result ci(String... arguments) {
    List<String> line = new ArrayList<>(List.of("ci"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("-C", folder.toString()));
    return Program.run(line);
  }

  private String workflow(String forge) {
    Program.Result result = ci(forge, "--archive", ARCHIVE, "--sha256", SHA256);
    assertEquals(ExitCode.DONE, result.exitCode(), result.errors());
    return result.output();
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab"})
  void longshoreComesFromItsReleaseByItsChecksum(String forge) {
    String text = workflow(forge);

    assertTrue(text.contains("LONGSHORE_ARCHIVE: '" + ARCHIVE + "'\n"), text);
    assertTrue(text.contains("LONGSHORE_SHA256: '" + SHA256 + "'\n"), text);
    assertTrue(text.contains("sha256sum --check --strict"), text);
    assertFalse(text.contains("@ARCHIVE@"), text);
  }

  /** A digest nobody has looked at would be worth nothing, and expressions in scripts are holes. */
  @Test
  void theWorkflowRunsNobodyElsesActionsAndPutsNoExpressionIntoAScript() {
    String text = workflow("github");

    assertFalse(Pattern.compile("(?m)^ *(- )?uses:").matcher(text).find(), text);
    boolean inScript = false;
    for (String line : text.lines().toList()) {
      if (line.matches(" *run: \\|")) {
        inScript = true;
      } else if (line.matches(" *- name: .*")) {
        inScript = false;
      } else if (inScript) {
        assertFalse(line.contains("${{"), line);
      }
    }
  }

  @Test
  void eachJobHasTheLeastRights() {
    String text = workflow("github");

    assertTrue(text.contains("\npermissions:\n  contents: read\n"), text);
    String verify = text.substring(text.indexOf("  verify:"), text.indexOf("  update:"));
    assertFalse(verify.contains("write"), verify);
    String links = text.substring(text.indexOf("  links:"));
    assertFalse(links.contains("contents: write"), links);
  }

  @ParameterizedTest
  @CsvSource({"github, .github/workflows/longshore.yml", "gitlab, .gitlab-ci.yml"})
  void isWrittenWhereTheForgeLooksAndNeverOverAnother(String forge, String place)
      throws IOException {
    String[] line = {forge, "--archive", ARCHIVE, "--sha256", SHA256, "--write"};
    assertEquals(ExitCode.DONE, ci(line).exitCode());
    assertEquals(workflow(forge), Files.readString(folder.resolve(place)));

    Program.Result again = ci(line);
    assertEquals(ExitCode.USAGE, again.exitCode());
    assertTrue(again.errors().contains("is there already, and is not replaced"), again.errors());
  }

  @Test
  void withoutAChecksumItSaysWhereToFindIt() {
    Program.Result result = ci("github", "--archive", ARCHIVE);

    assertEquals(ExitCode.USAGE, result.exitCode());
    assertTrue(result.errors().contains("https://example.org/SHA256SUMS"), result.errors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.org/x", "https://example.org/x'\nrun: evil", "https://e/$(x)"})
  void anAddressThatWouldBeMoreThanAnAddressIsRefused(String address) {
    assertEquals(ExitCode.USAGE, ci("github", "--archive", address, "--sha256", SHA256).exitCode());
  }

  @Test
  void timersNameTheDataset() throws IOException {
    String root = folder.toAbsolutePath().normalize().toString();
    assertTrue(ci("cron").output().contains("cd " + root + " && PATH="));
    assertTrue(ci("systemd").output().contains("\nWorkingDirectory=" + root + "\n"));
  }

  @Test
  void aReportIsWrittenInAllForms() throws IOException {
    Path events = folder.resolve("events");
    Files.writeString(
        events,
        "{\"event\":\"finding\",\"check\":\"sif\",\"subject\":\"images/x.sif\","
            + "\"problem\":\"is not there\",\"next\":\"build it\"}\n");
    Path page = folder.resolve("page.md");
    Path quality = folder.resolve("quality.json");

    Program.Result result =
        ci(
            "report",
            "--github",
            "--markdown",
            page.toString(),
            "--code-quality",
            quality.toString(),
            events.toString());

    assertEquals(ExitCode.DONE, result.exitCode(), result.errors());
    assertEquals(
        "::error file=images/x.sif,title=finding.sif::images/x.sif: is not there%0Anext: build"
            + " it\n",
        result.output());
    assertTrue(Files.readString(page).contains("<code>images/x.sif</code>"));
    assertTrue(Files.readString(quality).contains("\"severity\":\"major\""));
  }

  @Test
  void programsGetCounts() throws IOException {
    Path events = Files.writeString(folder.resolve("events"), "{\"event\":\"warning\"}\n");
    Program.Result result = ci("report", "--json", events.toString());
    assertTrue(result.output().contains("\"warnings\":1"), result.output());
  }
}
