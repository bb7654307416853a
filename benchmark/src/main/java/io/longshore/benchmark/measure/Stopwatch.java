package io.longshore.benchmark.measure;

import io.longshore.benchmark.process.Program;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Measures one builder at a time. */
public final class Stopwatch {
  private Stopwatch() {}

  /**
   * Runs {@code builder} once, in fresh processes, with the layout in the page cache and nothing
   * waiting to be written to disk. The clock stops when the output is on disk.
   *
   * @throws FailureException of kind TOOL if one of its programs fails
   */
  public static Measurement measure(Builder builder, Workspace workspace) throws IOException {
    workspace.begin();
    builder.prepare(workspace);
    workspace.warm();
    workspace.settle();
    final long cacheBefore = workspace.cacheSize();
    ProcessTree tree = ProcessTree.notYetStarted();
    double processorBefore = ChildTime.seconds();
    ResourceSampler sampler = ResourceSampler.start(tree, Files.getFileStore(workspace.folder()));
    long size = 0;
    double seconds;
    try {
      long begin = System.nanoTime();
      for (List<String> command : builder.commands(workspace)) {
        run(command, workspace, tree);
      }
      if (builder.makesOutput()) {
        force(workspace.output());
        size = Files.size(workspace.output());
      }
      seconds = (System.nanoTime() - begin) / 1e9;
    } finally {
      sampler.stop();
    }
    double processorSeconds = ChildTime.seconds() - processorBefore;
    long cache = workspace.cacheSize() - cacheBefore;
    workspace.end();
    return new Measurement(
        seconds,
        processorSeconds,
        sampler.peakMemory(),
        Math.max(0, sampler.peakDisk() - size - cache),
        cache,
        size);
  }

  private static void run(List<String> command, Workspace workspace, ProcessTree tree)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workspace.folder().toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(workspace.log().toFile());
    builder.environment().putAll(workspace.environment());
    Process process = Program.start(builder);
    tree.add(process.pid());
    int code = Program.waitFor(process);
    if (code != 0) {
      throw Program.failed(command, code, workspace.log());
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
