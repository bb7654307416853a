package io.longshore.cli;

import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Builds a tiny image, so that Java can archive the classes that takes; the launcher runs it once
 * after each build of the program.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("longshore-warm-up-");
    try {
      Path layout = folder.resolve("image.oci");
      ImageMaker.create()
          .layer(TarLayer.create().file("a", 0644, "x".repeat(1 << 20)).toBytes())
          .layer(TarLayer.create().symbolicLink("b", "a").toBytes())
          .make()
          .writeLayout(layout, Map.of());
      return Main.commandLine()
          .execute(
              "build", "--no-cache", folder.resolve("image.sif").toString(), layout.toString());
    } finally {
      remove(folder);
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(folder)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
