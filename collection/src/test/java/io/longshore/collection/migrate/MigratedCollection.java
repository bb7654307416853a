package io.longshore.collection.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.MadeIndex;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Platform;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.testing.MadeElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A small collection on a real file system, and its migration from a registry on loopback:
 *
 * <ul>
 *   <li>{@code bids/app--1.0}, two layers, out of an index of two platforms, registered as {@code
 *       app};
 *   <li>{@code tools/plain--2}, one layer, not registered.
 * </ul>
 */
public final class MigratedCollection {
  public static final String APP_LAYOUT = "bids/app--1.0.oci";
  public static final String PLAIN_LAYOUT = "tools/plain--2.oci";

  private final Path root;
  private final String registry;

  private MigratedCollection(Path root, String registry) {
    this.root = root;
    this.registry = registry;
  }

  /** A collection that is not migrated, its recipes pointing to {@code registry}. */
  public static MigratedCollection unmigrated(Path root, String registry) throws IOException {
    MigratedCollection collection = new MigratedCollection(Files.createDirectories(root), registry);
    collection.git("init", "--quiet", "--initial-branch=master");
    collection.git("config", "user.name", "Ada Example");
    collection.git("config", "user.email", "ada@example.org");
    collection.git("annex", "init", "--quiet", "collection");
    collection.write(
        ".datalad/config",
        """
        [datalad "dataset"]
        	id = 1f2e3d4c-0000-4000-8000-123456789abc
        [datalad "containers.app"]
        	image = images/bids/app--1.0.sing
        	cmdexec = {img_dspath}/scripts/singularity_cmd run {img} {cmd}
        """);
    collection.write("images/bids/Singularity.app--1.0", recipe(registry + "/bids/app:1.0"));
    collection.write("images/bids/app--1.0.sing", "an old image");
    collection.write("images/tools/Singularity.plain--2", recipe(registry + "/tools/plain:2"));
    collection.commitAll();
    return collection;
  }

  private static String recipe(String from) {
    return """
    #
    # Automagically prepared for ReproNim/containers distribution.
    #
    Bootstrap: docker
    From: %s

    %%post
    mkdir -p /data

    %%environment
    export LANG="C.UTF-8"
    """
        .formatted(from);
  }

  /** Makes a collection and migrates it. */
  public static MigratedCollection migrated(Path root) throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      return migrated(root, registry);
    }
  }

  /** Puts the images into {@code registry}, makes a collection and migrates it from there. */
  public static MigratedCollection migrated(Path root, LoopbackRegistry registry)
      throws IOException {
    MadeImage app = image("bin/app").layer(layer("bin/more")).make();
    MadeImage other = image("bin/app").platform(Platform.parse("linux/arm64")).make();
    registry.addIndex("bids/app", "1.0", MadeIndex.oci(app, other));
    registry.addImage("tools/plain", "2", image("bin/plain").make());
    MigratedCollection collection = unmigrated(root, registry.host());
    collection.migrate();
    return collection;
  }

  public static ImageMaker image(String file) {
    return ImageMaker.create().layer(layer(file)).command("/" + file);
  }

  private static byte[] layer(String file) {
    return TarLayer.create().file(file, 0755, MadeElf.program()).toBytes();
  }

  /** Migrates everything, from the registry the recipes name. */
  public void migrate() throws IOException {
    List<MigrationEvent> failures = new CopyOnWriteArrayList<>();
    try (RegistryClient client = RegistryClient.open(registryOptions())) {
      MigrationSummary summary =
          new Migration(
                  MigrationOptions.ofRecipes(root, List.of(), false, StagingSettings.of(1)),
                  new RegistryImageSource(client),
                  event -> {
                    if (event instanceof MigrationEvent.Failed) {
                      failures.add(event);
                    }
                  })
              .run();
      assertEquals(List.of(), failures);
      assertTrue(summary.migrated() > 0, summary.toString());
    }
    // Otherwise each question for URLs would start DataLad, which takes longer than most tests.
    gitInImagesOci("config", "remote.datalad.annex-externaltype", "readonly");
  }

  /** Settings with which the registry it was migrated from can be asked. */
  public RegistryOptions registryOptions() throws IOException {
    Path home = Files.createTempDirectory(root.getParent(), "home");
    Path settings = home.resolve("registries.conf");
    Files.writeString(settings, "[[registry]]\nlocation=\"" + registry + "\"\ninsecure=true\n");
    return RegistryOptions.of(
        Map.of(
            "CONTAINERS_REGISTRIES_CONF", settings.toString(), "LONGSHORE_PLAIN_HTTP", "127.0.0.1"),
        home);
  }

  /** The same, elsewhere. */
  public MigratedCollection copy(Path target) throws IOException {
    run(root.getParent(), "cp", "-a", root.toString(), target.toString());
    return new MigratedCollection(target, registry);
  }

  public Path root() {
    return root;
  }

  public Path imagesOci() {
    return root.resolve("images-oci");
  }

  /** {@code host:port} of the registry it was migrated from, which has ended since. */
  public String registry() {
    return registry;
  }

  public void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  public void edit(String path, UnaryOperator<String> change) throws IOException {
    String before = Files.readString(root.resolve(path));
    String after = change.apply(before);
    assertNotEquals(before, after, "the edit of " + path + " changes nothing");
    Files.writeString(root.resolve(path), after);
  }

  public void delete(String path) throws IOException {
    Files.delete(root.resolve(path));
  }

  /** Commits everything as it stands in the files, in images-oci and then in the superdataset. */
  public void commitAll() throws IOException {
    if (Files.exists(imagesOci().resolve(".git"))) {
      commit(imagesOci());
    }
    commit(root);
  }

  // The annex's filter would put what is added into the annex, and out of sight of the test.
  private static void commit(Path repository) throws IOException {
    run(repository, "git", "-c", "filter.annex.process=", "-c", "filter.annex.clean=", "add", "-A");
    run(repository, "git", "commit", "--quiet", "--allow-empty", "-m", "a change");
  }

  public String git(String... arguments) throws IOException {
    return run(root, Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new));
  }

  public String gitInImagesOci(String... arguments) throws IOException {
    return run(
        imagesOci(), Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static String run(Path folder, String... command) throws IOException {
    return new LocalCommandRunner().run(TypedCommand.of(folder, command)).text();
  }
}
