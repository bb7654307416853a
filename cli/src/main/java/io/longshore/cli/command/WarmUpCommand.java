package io.longshore.cli.command;

import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.SourceImage;
import io.longshore.ground.file.Folders;
import io.longshore.image.ContainerImage;
import io.longshore.image.SifBuilder;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * Runs the work of other commands, so that Java records the classes and methods that it needs and
 * keeps them for later starts. The launcher runs this after each build of the program, once for the
 * commands that build and once for those that only report. The image is large enough to exercise a
 * whole build.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
  private static final int SMALL_FILES = 4000;
  private static final int SMALL = 6_000;
  private static final int LARGE_FILES = 60;
  private static final int LARGE = 300_000;

  @Option(names = "--short", description = "What only tells something, in place of a build.")
  boolean telling;

  @ParentCommand Session session;

  private final Random random = new Random(1);

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("longshore-warm-up-");
    try {
      return telling ? tell(folder.resolve("collection")) : build(folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private int tell(Path collection) throws IOException {
    TrialCollection.make(collection);
    String dataset = collection.toString();
    run("--version");
    run("log", "--help");
    run("-C", dataset, "log");
    run("-C", dataset, "status");
    run("-C", dataset, "verify");
    run("complete", "--", "st");
    run("complete", "--", "-C", dataset, "verify", "");
    return ExitCode.DONE;
  }

  private int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new Session(session.commands()));
    session.commands().neededFor(arguments).forEach(commandLine::addSubcommand);
    return commandLine.execute(arguments);
  }

  private int build(Path folder) throws IOException {
    Path layout = folder.resolve("image.oci");
    ImageMaker.create().layer(lower()).layer(upper()).make().writeLayout(layout, Map.of());
    for (String compression : List.of("gzip", "zstd")) {
      int exitCode =
          run(
              "build",
              "--no-cache",
              "--compression",
              compression,
              folder.resolve("image.sif").toString(),
              layout.toString());
      if (exitCode != ExitCode.DONE) {
        return exitCode;
      }
    }
    buildFromRegistry(folder);
    return ExitCode.DONE;
  }

  private static void buildFromRegistry(Path folder) throws IOException {
    MadeImage image =
        ImageMaker.create().layer(TarLayer.create().file("a", 0644, "a").toBytes()).make();
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      registry.addImage("warm/up", "1", image);
      Path settings =
          Files.writeString(
              folder.resolve("registries.conf"),
              "[[registry]]\nlocation = \"" + registry.host() + "\"\ninsecure = true\n");
      RegistryOptions options =
          RegistryOptions.of(
              Map.of(
                  "CONTAINERS_REGISTRIES_CONF",
                  settings.toString(),
                  "LONGSHORE_PLAIN_HTTP",
                  "127.0.0.1"),
              folder);
      Reference reference = Reference.parse(registry.host() + "/warm/up:1");
      try (RegistryClient client = RegistryClient.open(options)) {
        SourceImage source =
            new RegistryImageSource(client)
                .resolve(new ImageOrigin.Registry(reference), Platform.LINUX_AMD64);
        SifBuilder.of(ContainerImage.of(source.image(), Map.of(), "warm-up"), source.blobs())
            .buildUnread(folder.resolve("pulled.sif"));
      }
    }
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

  /** A layer that hides a third of the small files of {@link #lower}. */
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

  /** Makes content that compresses about as well as programs. */
  private byte[] content(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      boolean repeats = i >= 64 && random.nextInt(16) != 0;
      bytes[i] = repeats ? bytes[i - 64] : (byte) random.nextInt();
    }
    return bytes;
  }
}
