package io.longshore.cli.command;

import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/**
 * Builds an image that is large enough for Java to see which classes and methods a build takes, and
 * to keep that for later starts; the launcher runs it once after each build of the program.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
  private static final int SMALL_FILES = 4000;
  private static final int SMALL = 6_000;
  private static final int LARGE_FILES = 60;
  private static final int LARGE = 300_000;

  @ParentCommand Session session;

  private final Random random = new Random(1);

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("longshore-warm-up-");
    try {
      Path layout = folder.resolve("image.oci");
      ImageMaker.create().layer(lower()).layer(upper()).make().writeLayout(layout, Map.of());
      for (String compression : List.of("gzip", "zstd")) {
        int exitCode = build(folder.resolve("image.sif"), layout, compression);
        if (exitCode != ExitCode.DONE) {
          return exitCode;
        }
      }
      return ExitCode.DONE;
    } finally {
      remove(folder);
    }
  }

  private int build(Path output, Path layout, String compression) {
    return new CommandLine(session)
        .addSubcommand(BuildCommand.class)
        .execute(
            "build",
            "--no-cache",
            "--compression",
            compression,
            output.toString(),
            layout.toString());
  }

  private byte[] lower() {
    TarLayer layer = TarLayer.create();
    for (int i = 0; i < SMALL_FILES; i++) {
      layer.file(name(i), 0644, content(random.nextInt(2 * SMALL)));
    }
    for (int i = 0; i < LARGE_FILES; i++) {
      layer.file("lib/large-" + i, 0755, content(random.nextInt(2 * LARGE)));
    }
    return layer.toBytes();
  }

  /** Hides a third of the small files that {@link #lower} has. */
  private byte[] upper() {
    TarLayer layer = TarLayer.create().symbolicLink("b", "a");
    for (int i = 0; i < SMALL_FILES; i += 6) {
      layer.whiteout(name(i)).file(name(i + 1), 0644, content(SMALL));
    }
    return layer.toBytes();
  }

  private static String name(int number) {
    return "share/folder-" + number / 50 + "/file-" + number;
  }

  /** Compresses about as well as programs do. */
  private byte[] content(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      boolean repeats = i >= 64 && random.nextInt(16) != 0;
      bytes[i] = repeats ? bytes[i - 64] : (byte) random.nextInt();
    }
    return bytes;
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
