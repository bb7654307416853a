package io.longshore.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.Program;
import io.longshore.cli.session.ExitCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheOptionTest {
  @ParameterizedTest
  @ValueSource(strings = {"build", "migrate"})
  void commandsThatCompressCanDoWithoutTheCache(String command) {
    Program.Result help = Program.run(List.of(command, "--help"));
    assertEquals(ExitCode.DONE, help.exitCode());
    assertTrue(help.output().contains("--no-cache"), help.output());
  }

  @Test
  void aSizeThatIsNoneIsRefused() {
    Program.Result result = Program.run(List.of("cache", "prune", "--max-size", "much"));
    assertEquals(ExitCode.USAGE, result.exitCode());
    assertTrue(
        result
            .errors()
            .startsWith(
                "error: longshore cache prune: --max-size: 'much' is no size such as 500M or 10G"
                    + " (usage)\n"),
        result.errors());
  }
}
