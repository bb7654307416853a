package io.longshore.cli.command;

import io.longshore.cli.option.CacheOption;
import io.longshore.cli.option.OptionWords;
import io.longshore.cli.option.PlatformConverter;
import io.longshore.cli.option.ProfileOptions;
import io.longshore.cli.output.AdditionReport;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.MigrationReport;
import io.longshore.cli.progress.LimitNotices;
import io.longshore.cli.progress.ProgressBoard;
import io.longshore.cli.progress.ProgressDisplay;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.TypedAgain;
import io.longshore.collection.add.AddedImage;
import io.longshore.collection.add.AdditionRequest;
import io.longshore.collection.add.ImageAddition;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.StagingLimits;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.ground.FailureException;
import io.longshore.image.BuildProfile;
import io.longshore.image.cache.BlockCache;
import io.longshore.oci.Platform;
import io.longshore.oci.registry.LimitHandling;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "add",
    description = {
      "Add an image to the collection.",
      "It becomes an image layout in images-oci/, whose layers can be fetched from its registry,"
          + " and a SIF built from that in images/, registered for 'datalad containers-run', in"
          + " commits of both datasets.",
      "",
      "Names follow the collection: docker://nipreps/fmriprep:20.2.8 becomes",
      "  images/bids/bids-fmriprep--20.2.8.sif",
      "where its other versions are. Otherwise the family is the repository's namespace. "
          + "Look first with --dry-run, choose with --image and --name."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  longshore add docker://nipreps/fmriprep:25.2.2 --update",
      "  longshore add ghcr.io/org/tool:1.0 --image images/lab/lab-tool--1.0.sif",
      "  longshore add oci-archive:tool.tar --image images/lab/lab-tool--1.0.sif"
    })
final class AddCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "REFERENCE",
      description =
          "docker://NAME[:TAG][@DIGEST], also without docker://; or an image on this machine, whose"
              + " layers then have no URL: oci:DIR[:TAG][@DIGEST], oci-archive:FILE[:TAG][@DIGEST],"
              + " docker-archive:FILE[:NAME:TAG].")
  String reference;

  @Option(
      names = {"-i", "--image"},
      paramLabel = "PATH",
      description =
          "The SIF, images/FAMILY/FAMILY-NAME--VERSION.sif, or the layout, "
              + "images-oci/FAMILY/FAMILY-NAME--VERSION.oci; each follows from the other.")
  Optional<String> image = Optional.empty();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to register it as (default: FAMILY-NAME).")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--update",
      description = "Replace the registration, or the image, if there is one of that name.")
  boolean update;

  @Option(
      names = "--call-fmt",
      paramLabel = "FORMAT",
      description =
          "How 'datalad containers-run' calls the SIF (default: as the registration replaced, else "
              + "'{img_dspath}/scripts/singularity_cmd run {img} {cmd}').")
  Optional<String> callFormat = Optional.empty();

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      completionCandidates = OptionWords.Platforms.class,
      converter = PlatformConverter.class,
      description = "Which image of a multi-platform index (default: linux/amd64).")
  Platform platform = Platform.LINUX_AMD64;

  @Mixin CacheOption caching = new CacheOption();
  @Mixin ProfileOptions profile = new ProfileOptions();

  @Option(
      names = "--layout-only",
      description =
          "Stop after the layout and its registration in images-oci; the SIF can be built later"
              + " with 'datalad run ... scripts/oci_cmd build', or by the same command without"
              + " this.")
  boolean layoutOnly;

  @Option(
      names = "--no-test",
      description = "Add the image although its files keep it from starting (see longshore test).")
  boolean noTest;

  @Option(names = "--dry-run", description = "Show what it would be called; change nothing.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    BlockCache cache = caching.cache();
    Messages messages = session.options().messages();
    AdditionReport report = new AdditionReport(messages);
    ProgressBoard board = new ProgressBoard();
    try (RegistryClient registries =
        RegistryClient.open(
            RegistryOptions.ofProcess()
                .withUsersManifestCache()
                .withLimits(LimitHandling.GIVE_UP, new LimitNotices(messages, board)))) {
      ImageAddition addition =
          new ImageAddition(
              request(cache),
              reference,
              new RegistryImageSource(registries),
              new MigrationReport(messages, session.options().verbose()).withProgress(board),
              session.stop());
      if (dryRun) {
        report.planned(addition.plan(), TypedAgain.without("--dry-run", spec));
      } else {
        AddedImage added;
        try (ProgressDisplay _ = session.options().display(messages, board)) {
          added = addition.run(report::begun);
        }
        report.added(added);
        CacheOption.report(cache, session.options());
      }
      return ExitCode.DONE;
    }
  }

  private AdditionRequest request(BlockCache cache) throws FailureException {
    return new AdditionRequest(
        session.options().dataset(),
        origin(),
        image,
        name,
        callFormat,
        update,
        !layoutOnly,
        new StagingSettings(
            platform,
            profile.applyTo(BuildProfile.DEFAULT),
            StagingLimits.of(1),
            session.limits(),
            cache,
            !noTest));
  }

  private ImageOrigin origin() {
    try {
      return ImageOrigin.parse(reference);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
