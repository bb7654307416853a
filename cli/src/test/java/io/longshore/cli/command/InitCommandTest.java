package io.longshore.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.Program;
import io.longshore.cli.session.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed wrongly is refused before anything is made. */
class InitCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ada:secret@hub.example.org/images-oci",
        "https://ada:secret@my_host/images-oci",
        "https://ada:sec^ret@hub.example.org/images-oci",
        "ssh://ada:secret@hub.example.org:22/images-oci"
      })
  void aUrlWithAPasswordIsNotWrittenIntoADataset(String url) {
    Path dataset = folder.resolve("dataset");
    Program.Result refused =
        Program.run(List.of("init", dataset.toString(), "--images-oci-url", url));
    assertEquals(ExitCode.USAGE, refused.exitCode(), refused.errors());
    assertTrue(refused.errors().contains("holds a password"), refused.errors());
    assertFalse(refused.errors().contains("secret@"), refused.errors());
    assertTrue(Files.notExists(dataset));
  }
}
