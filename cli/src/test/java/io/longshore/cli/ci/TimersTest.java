package io.longshore.cli.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {
  private static final Path ODD = Path.of("/data/it's 50% mine");

  @Test
  void cronReadsAPercentSignAsTheEndOfALine() {
    List<String> lines = Timers.crontab(ODD).lines().filter(line -> !line.startsWith("#")).toList();

    assertEquals(2, lines.size());
    for (String line : lines) {
      assertTrue(
          line.matches("[0-9]+ [0-9]+ \\* \\* [0*] cd .* && PATH=.* longshore .* --quiet"), line);
      assertTrue(line.replace("\\%", "").indexOf('%') < 0, line);
    }
  }

  @Test
  void systemdReadsAPercentSignAsASpecifier() {
    String service = Timers.units(ODD).get("longshore-update-it-s-50-mine.service");

    assertTrue(service.contains("\nWorkingDirectory=/data/it's 50%% mine\n"), service);
    assertTrue(service.contains("\nExecStart=/usr/bin/env longshore update --apply"), service);
    assertEquals(
        List.of(
            "longshore-update-it-s-50-mine.service",
            "longshore-update-it-s-50-mine.timer",
            "longshore-links-it-s-50-mine.service",
            "longshore-links-it-s-50-mine.timer"),
        List.copyOf(Timers.units(ODD).keySet()));
  }

  @Test
  void aPathWithALineBreakIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Timers.crontab(Path.of("/data/x\nrm -rf /")));
    assertThrows(IllegalArgumentException.class, () -> Timers.units(Path.of("/data/x\nEvil=")));
  }
}
