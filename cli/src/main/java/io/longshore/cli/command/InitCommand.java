package io.longshore.cli.command;

import io.longshore.cli.output.Messages;
import io.longshore.cli.output.MigrationReport;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.collection.setup.CollectionSetup;
import io.longshore.dataset.SubmoduleUrl;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "init",
    description = {
      "Make a collection, or prepare one that is there.",
      "A folder that is no dataset becomes one. It gets images-oci/ as a subdataset, set up so that"
          + " manifests lie in git and layers in the annex with their registries' URLs, and"
          + " scripts/oci_cmd, migrate_to_oci and singularity_cmd. What is there stays as it is;"
          + " another program called scripts/oci_cmd is kept as scripts/oci_cmd.kept. DataLad need"
          + " not be installed; to DataLad, both are datasets like any other."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  longshore init my-containers",
      "  longshore init --images-oci-url https://hub.example.org/me/images-oci"
    })
final class InitCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "Root of the collection (default: that of the current folder's dataset).")
  Optional<Path> folder = Optional.empty();

  @Option(
      names = "--images-oci-url",
      paramLabel = "URL",
      description =
          "Where clones find images-oci, recorded in .gitmodules (default: ./images-oci, beside the"
              + " superdataset).")
  Optional<String> url = Optional.empty();

  @Override
  public Integer call() throws IOException {
    refuseSecrets();
    refuseUnsafe();
    Messages messages = session.options().messages();
    CollectionSetup setup =
        new CollectionSetup(
            folder.isPresent()
                ? session.options().dataset().resolve(folder.get())
                : session.options().dataset(),
            folder.isPresent(),
            url,
            new MigrationReport(messages, session.options().verbose()),
            session.stop());
    report(messages, setup.run());
    return ExitCode.DONE;
  }

  private void refuseSecrets() {
    if (url.isPresent() && hasPassword(url.get())) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--images-oci-url holds a password, and .gitmodules is for everyone to read");
    }
  }

  private void refuseUnsafe() {
    try {
      url.ifPresent(SubmoduleUrl::new);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--images-oci-url " + e.getMessage());
    }
  }

  // A path, and git's form host:path, cannot contain a password.
  private static boolean hasPassword(String url) {
    return url.matches("[a-zA-Z][a-zA-Z0-9+.-]*://[^/@]*:[^/]*@.*");
  }

  private void report(Messages messages, CollectionSetup.Outcome outcome) {
    outcome.warnings().forEach(messages::warning);
    if (!outcome.changed()) {
      messages.info(outcome.root() + " is prepared: nothing to do");
    } else {
      messages.info((outcome.newDataset() ? "made the dataset " : "prepared ") + outcome.root());
      if (outcome.newImagesOci()) {
        messages.info("made the subdataset images-oci in it");
      }
      NextStep next =
          NextStep.of("longshore add docker://NAME:TAG, or longshore migrate --dry-run");
      messages.info(
          "  next: "
              + folder.map(made -> NextStep.of("cd {}, then ", made).then(next)).orElse(next));
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "prepared");
    event.put("dataset", outcome.root().toString());
    event.put("new_dataset", outcome.newDataset());
    event.put("new_images_oci", outcome.newImagesOci());
    event.put("changed", outcome.changed());
    messages.event(event);
  }
}
