package io.longshore.cli.doctor;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks the version of git-annex and tells the defects of old releases: their {@code registerurl}
 * does not record the location while DataLad's remote is enabled.
 */
record GitAnnexCheck(CommandRunner runner) implements HealthCheck {
  private static final ToolVersion OLDEST_TESTED = ToolVersion.of(10, 20230126);
  private static final ToolVersion WITHOUT_LIMITS = ToolVersion.of(10, 20250416);
  private static final String UPDATE =
      "install a later one: sudo apt-get install -t bookworm-backports git-annex (on Debian 12)";

  @Override
  public String name() {
    return "git-annex";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    Command ask = Command.of(Path.of("/"), "git", "annex", "version").options("--raw");
    String text = runner.run(ask).text();
    ToolVersion version = ToolVersion.find(text).orElse(WITHOUT_LIMITS);
    if (version.isBefore(OLDEST_TESTED)) {
      return List.of(
          Diagnosis.problem(text + "; 10.20230126 is the oldest this was tried with", UPDATE));
    }
    return List.of(
        version.isBefore(WITHOUT_LIMITS)
            ? Diagnosis.warning(
                text + "; records no location for URLs typed by hand",
                "type them as 'longshore verify' says, or " + UPDATE)
            : Diagnosis.ok(text));
  }
}
