package io.longshore.benchmark.measure;

import io.longshore.benchmark.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code longshore build}, started by its launcher like users start it.
 *
 * @param home the folder of the launcher
 * @param compression the value of {@code --compression}
 * @param cachedVersion the layout of an earlier version of the image, built before the measurement
 *     begins so that the block cache has it; if empty, no cache is used
 */
public record LongshoreBuilder(
    String name, Path home, String compression, Optional<Path> cachedVersion) implements Builder {

  @Override
  public String version() throws IOException {
    List<String> command = List.of(launcher(), "--version");
    List<String> lines = Program.in(home).run(command).lines().toList();
    return lines.getFirst() + commit() + ", " + lines.getLast();
  }

  private String commit() throws IOException {
    if (!Files.exists(home.resolve(".git"))) {
      return "";
    }
    String name =
        Program.in(home).run(List.of("git", "describe", "--always", "--dirty", "--abbrev=12"));
    return " (" + name.strip() + ")";
  }

  @Override
  public void prepare(Workspace workspace) throws IOException {
    if (cachedVersion.isPresent()) {
      Path earlier = workspace.folder().resolve("earlier.sif");
      new Program(workspace.folder(), workspace.environment())
          .run(build(earlier, cachedVersion.get()));
    }
  }

  @Override
  public List<List<String>> commands(Workspace workspace) {
    return List.of(build(workspace.output(), workspace.layout()));
  }

  private List<String> build(Path output, Path layout) {
    List<String> command = new ArrayList<>(List.of(launcher(), "build", "--quiet"));
    command.add("--compression=" + compression);
    if (cachedVersion.isEmpty()) {
      command.add("--no-cache");
    }
    command.add(output.toString());
    command.add(layout.toString());
    return command;
  }

  private String launcher() {
    return home.resolve("longshore").toString();
  }
}
