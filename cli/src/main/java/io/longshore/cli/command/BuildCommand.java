package io.longshore.cli.command;

import io.longshore.cli.option.CacheOption;
import io.longshore.cli.option.LayoutLocationConverter;
import io.longshore.cli.option.PlatformConverter;
import io.longshore.cli.option.ProfileOptions;
import io.longshore.cli.output.BuildCheckReport;
import io.longshore.cli.output.Messages;
import io.longshore.cli.progress.ProgressBoard;
import io.longshore.cli.progress.ProgressDisplay;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.collection.stage.WorkStep;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.image.BuildProfile;
import io.longshore.image.ContainerImage;
import io.longshore.image.ImageProvenance;
import io.longshore.image.SifBuilder;
import io.longshore.image.cache.BlockCache;
import io.longshore.image.cache.BlockCacheSession;
import io.longshore.image.compare.BuildCheck;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MeteredBlobSource;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.layout.LayoutLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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
    name = "build",
    description = {
      "Build a SIF from an image layout.",
      "The same layout gives the same bytes on every machine. OUT gets its name when every digest "
          + "is checked and the file is on disk; a file that has the name is replaced. Folders on "
          + "the way to it are made."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BuildCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Spec CommandSpec spec;
  @Mixin CacheOption caching;

  @Parameters(paramLabel = "OUT.sif", index = "0", description = "The file to write.")
  Path output;

  @Parameters(
      paramLabel = "LAYOUT",
      index = "1",
      description = "A folder that holds index.json, as [oci:]DIR[:TAG][@DIGEST].",
      converter = LayoutLocationConverter.class)
  LayoutLocation layout;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      converter = PlatformConverter.class,
      description =
          "Which image, where the layout holds several (default: the only one, else linux/amd64).")
  Optional<Platform> platform = Optional.empty();

  @Mixin ProfileOptions profileOptions = new ProfileOptions();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Compressor threads (default: number of processors); the bytes are the same.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--source-date-epoch",
      paramLabel = "SECONDS",
      description =
          "Time of the files the builder adds (default: when the image was created). The variable "
              + "SOURCE_DATE_EPOCH is not looked at: bytes would depend on the host.")
  Optional<Long> sourceDateEpoch = Optional.empty();

  @Option(
      names = "--digest",
      description = "Tell the SHA-256 of OUT.sif, for which it is read once more.")
  boolean digest;

  @Option(
      names = "--check",
      description =
          "Write nothing: build aside and tell whether OUT.sif is what LAYOUT gives, and where it "
              + "differs. Exit code 1 if it does. TMPDIR is where it is built (default: beside "
              + "OUT.sif).")
  boolean check;

  @Option(
      names = "--differences",
      paramLabel = "N",
      description =
          "How many differences --check tells of the file's parts, and how many of the files "
              + "inside (default: ${DEFAULT-VALUE}).")
  int differences = 20;

  @Override
  public Integer call() throws IOException {
    checkUsage();
    return check ? check() : build();
  }

  private void checkUsage() {
    if (check && !Files.isRegularFile(output)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          Files.isSymbolicLink(output)
              ? output + " is not here to be checked; get it with: git annex get " + output
              : "there is no file " + output + " to check");
    }
    if (Files.exists(output) && !Files.isRegularFile(output)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          output
              + (Files.isDirectory(output) ? " is a folder" : " is a device or a pipe")
              + "; name the file to write");
    }
    if (threads < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--threads is at least 1, not " + threads);
    }
    if (differences < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--differences is a number from 0, not " + differences);
    }
  }

  private int build() throws IOException {
    final long begin = System.nanoTime();
    ImageLayout opened = layout.open();
    ProgressBoard board = new ProgressBoard();
    SifBuilder builder = builder(opened, profile(opened), board);
    BlockCache cache = caching.cache();
    Messages messages = session.options().messages();
    Built built;
    try (ProgressDisplay _ = session.options().display(messages, board)) {
      built = classified(() -> build(builder, cache));
    }
    CacheOption.report(cache, session.options());
    report(messages, built, (System.nanoTime() - begin) / 1e9);
    builder.notice().ifPresent(text -> messages.warning(output.toString(), text));
    return ExitCode.DONE;
  }

  private record Built(long size, Optional<Digest> digest) {}

  private Built build(SifBuilder withoutCache, BlockCache cache) throws IOException {
    try (BlockCacheSession blocks = cache.open()) {
      SifBuilder builder = withoutCache.withBlockCache(blocks);
      if (!digest && !session.options().json()) {
        return new Built(builder.buildUnread(output), Optional.empty());
      }
      SifBuilder.Result result = builder.build(output);
      return new Built(result.size(), Optional.of(result.digest()));
    }
  }

  private int check() throws IOException {
    ImageLayout opened = layout.open();
    BuildProfile used = profile(opened);
    ProgressBoard board = new ProgressBoard();
    SifBuilder builder = builder(opened, used, board);
    Path scratch = ScratchFolder.near(output, System.getenv());
    Messages messages = session.options().messages();
    BuildCheck.Result result;
    try (ProgressDisplay _ = session.options().display(messages, board)) {
      result = classified(() -> new BuildCheck(output, builder, scratch).run(differences));
    }
    new BuildCheckReport(messages, output.toString(), layout.toString()).show(result, used);
    return result.equal() ? ExitCode.DONE : ExitCode.WORK_FAILED;
  }

  private BuildProfile profile(ImageLayout opened) throws FailureException {
    return profileOptions.applyTo(
        ImageProvenance.profileIn(opened.annotations(), layout.toString()));
  }

  private SifBuilder builder(ImageLayout opened, BuildProfile used, ProgressBoard board)
      throws IOException {
    LayoutImage image = opened.choose(platform);
    ContainerImage container = ContainerImage.of(image, opened.annotations(), layout.toString());
    String name = String.valueOf(output.getFileName());
    board.begun(
        name,
        new WorkStep.Build(image.manifest().layers().stream().mapToLong(Descriptor::size).sum()));
    BlobSource metered =
        new MeteredBlobSource(opened.blobs(), count -> board.advanced(name, count));
    SifBuilder builder = SifBuilder.of(container, metered).withThreads(threads).withProfile(used);
    return sourceDateEpoch.isPresent()
        ? builder.withBuilderTime(Instant.ofEpochSecond(sourceDateEpoch.get()))
        : builder;
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T classified(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (FailureException e) {
      throw e;
    } catch (IOException e) {
      throw OperatingSystemFailures.classify(e, output.toString());
    }
  }

  private void report(Messages messages, Built built, double seconds) {
    messages.info(
        output
            + "  "
            + Messages.bytes(built.size())
            + built.digest().map(value -> ", " + value).orElse("")
            + ", "
            + Messages.seconds(seconds));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "built");
    event.put("sif", output.toString());
    event.put("layout", layout.toString());
    built.digest().ifPresent(value -> event.put("digest", value.toString()));
    event.put("bytes", built.size());
    event.put("seconds", seconds);
    messages.event(event);
  }
}
