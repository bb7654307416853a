package io.longshore.benchmark.measure;

import io.longshore.benchmark.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code apptainer build}, without its cache of blobs.
 *
 * @param program apptainer or a compatible program
 */
public record ApptainerBuilder(String name, String program) implements Builder {
  @Override
  public String version() throws IOException {
    return Program.in(Path.of("/")).run(List.of(program, "--version")).strip();
  }

  @Override
  public List<List<String>> commands(Workspace workspace) {
    return List.of(
        List.of(
            program,
            "--silent",
            "build",
            "--disable-cache",
            workspace.output().toString(),
            "oci:" + workspace.layout()));
  }
}
