package io.longshore.cli.demo;

import io.longshore.cli.output.Messages;
import io.longshore.cli.output.MigrationReport;
import io.longshore.cli.output.VerificationTable;
import io.longshore.collection.migrate.Migration;
import io.longshore.collection.migrate.MigrationOptions;
import io.longshore.collection.migrate.MigrationSummary;
import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.collection.verify.Proofs;
import io.longshore.collection.verify.Verification;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Migrates a collection that is small enough to watch. */
public final class Demo {
  private final Path folder;
  private final Messages messages;
  private final CommandRunner runner = new LocalCommandRunner();

  /**
   * @param folder an empty folder
   */
  public Demo(Path folder, Messages messages) {
    this.folder = folder;
    this.messages = messages;
  }

  /**
   * @return whether all steps succeeded
   */
  public boolean run() throws IOException {
    final long begin = System.nanoTime();
    Path collection = folder.resolve("collection");
    boolean good;
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      messages.info("1. Images of installed Debian packages, in a registry on " + registry.host());
      long bytes = DemoImages.serve(registry);
      messages.info("   4 images, " + Messages.bytes(bytes) + " of layers they share");
      messages.info("2. A collection as it is today: " + collection);
      DemoCollection.create(collection, runner);
      show(Command.of(collection, "git", "ls-files").operands("images"));
      messages.info("3. longshore migrate");
      good = migrate(collection, registry).complete();
    }
    messages.info("4. What changed");
    show(Command.of(collection, "git", "log").options("--reverse", "--format=%s"));
    show(
        Command.of(collection, "git", "diff")
            .options("-U0", "--no-ext-diff")
            .revisions("HEAD~12")
            .operands(".datalad/config"));
    messages.info("5. longshore verify");
    good &= check(collection);
    finish(collection, (System.nanoTime() - begin) / 1e9);
    return good;
  }

  private MigrationSummary migrate(Path collection, LoopbackRegistry registry) throws IOException {
    Path settings = folder.resolve("registries.conf");
    Files.writeString(
        settings,
        """
        [[registry]]
        prefix = "docker.io"
        location = "docker.io"

        [[registry.mirror]]
        location = "%s"
        insecure = true
        """
            .formatted(registry.host()));
    RegistryOptions options =
        RegistryOptions.of(
            Map.of(
                "CONTAINERS_REGISTRIES_CONF",
                settings.toString(),
                "LONGSHORE_PLAIN_HTTP",
                "127.0.0.1"),
            folder);
    MigrationOptions what =
        MigrationOptions.ofRecipes(
            collection,
            List.of(),
            false,
            StagingSettings.of(Runtime.getRuntime().availableProcessors()));
    try (RegistryClient client = RegistryClient.open(options)) {
      MigrationReport report = new MigrationReport(messages, false);
      MigrationSummary summary = new Migration(what, new RegistryImageSource(client), report).run();
      report.finish(summary);
      return summary;
    }
  }

  private boolean check(Path collection) throws IOException {
    VerificationTable table = new VerificationTable(messages, /* each= */ true, Integer.MAX_VALUE);
    VerificationReport report = Verification.verify(collection, List.of(), Proofs.none(), table);
    table.finish(report, /* root= */ Optional.empty());
    return report.findings() == 0;
  }

  private void finish(Path collection, double seconds) {
    String text =
        """
        6. Where to look, and how to run an image
           cd %s
           git show --stat HEAD                    # the last step of the last image
           cat images-oci/bids/bids-validator--1.2.4.oci/index.json
           git -C images-oci annex whereis bids/bids-validator--1.2.4.oci
           apptainer run images/bids/bids-validator--1.2.4.sif one 'two words'
           rm -rf %s     # when done; if that is refused: chmod -R u+w first

        Seconds: %s in apt, %s in Maven, %.1f own work\
        """
            .formatted(
                collection,
                folder,
                System.getenv().getOrDefault("LONGSHORE_SETUP_APT_SECONDS", "0"),
                System.getenv().getOrDefault("LONGSHORE_SETUP_MAVEN_SECONDS", "0"),
                seconds);
    messages.info(text.lines().toArray(String[]::new));
  }

  private void show(Command command) throws IOException {
    String text = runner.run(command).text().replace("\t", "    ");
    text.lines().forEach(line -> messages.info("   " + line));
  }
}
