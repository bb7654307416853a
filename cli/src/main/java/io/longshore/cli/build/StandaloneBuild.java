package io.longshore.cli.build;

import io.longshore.cli.output.Messages;
import io.longshore.cli.progress.LimitNotices;
import io.longshore.cli.progress.ProgressBoard;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.stage.WorkStep;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.image.BuildProfile;
import io.longshore.image.SifBuilder;
import io.longshore.image.cache.BlockCache;
import io.longshore.image.compare.BuildCheck;
import io.longshore.oci.Platform;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.registry.LimitHandling;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Builds a SIF from any source, and reports the build. */
public final class StandaloneBuild {
  private final BuildSource source;
  private final Settings settings;
  private final Path scratchPlace;
  private final Messages messages;
  private final ProgressBoard board;
  private final BuildReport report;

  /**
   * @param replacing whether an existing file may be replaced
   * @param layers a folder in which layers from a registry are kept as an image layout
   * @param platform chooses among several images
   * @param profile changes the profile that the source records to the user's wishes
   * @param threads number of compressor threads, at least 1
   * @param limits on the unpacked size of the image
   * @param builderTime time of the files that the builder adds, in place of the image's creation
   * @param digestWanted whether the SIF is read once more to compute its digest
   */
  public record Settings(
      Path output,
      boolean replacing,
      Optional<Path> layers,
      Optional<Platform> platform,
      UnaryOperator<BuildProfile> profile,
      int threads,
      LayerLimits limits,
      Optional<Instant> builderTime,
      boolean digestWanted) {
    SifWork work() {
      return new SifWork(output, replacing, layers, threads, limits, builderTime, digestWanted);
    }
  }

  /**
   * @param scratchPlace a folder with space for the content of an archive
   */
  public StandaloneBuild(
      BuildSource source,
      Settings settings,
      Path scratchPlace,
      Messages messages,
      ProgressBoard board) {
    this.source = source;
    this.settings = settings;
    this.scratchPlace = scratchPlace;
    this.messages = messages;
    this.board = board;
    this.report = new BuildReport(messages, source.typed());
  }

  /** Prints the result of a build. */
  @FunctionalInterface
  public interface Report {
    void show();
  }

  /** The result of a check, and the profile of the comparison. */
  public record Checked(BuildCheck.Result result, BuildProfile profile) {}

  @FunctionalInterface
  private interface Work<T> {
    T with(BuildInput input) throws IOException;
  }

  /**
   * @return the report, to be printed after the progress display has ended
   * @throws io.longshore.ground.FailureException if the image cannot be found, read or built, or
   *     the SIF cannot be written; the file of that name is then as it was before
   */
  public Report build(BlockCache cache) throws IOException {
    final long begin = System.nanoTime();
    return open(
        input -> {
          SifWork.Built built =
              settings.work().run(input, cache, board, text -> messages.warning(text));
          double seconds = (System.nanoTime() - begin) / 1e9;
          return () -> {
            report.built(settings.output(), input, built, settings.layers(), seconds);
            SifBuilder.of(input.image(), input.blobs())
                .notice()
                .ifPresent(text -> messages.warning(settings.output().toString(), text));
          };
        });
  }

  /**
   * Compares the existing SIF with a new build of the image.
   *
   * @param differences how many differences are listed
   */
  public Checked check(int differences) throws IOException {
    return open(
        input -> {
          SifBuilder builder = settings.work().builder(input, input.blobs(), board);
          return new Checked(
              new BuildCheck(settings.output(), builder, scratchPlace).run(differences),
              input.profile());
        });
  }

  private <T> T open(Work<T> work) throws IOException {
    InputOpener opener =
        new InputOpener(settings.platform(), settings.profile(), settings.limits());
    try (ScratchTree scratch = new ScratchTree(scratchPlace);
        Registries registries = new Registries()) {
      if (source.spelling() == BuildSource.Spelling.REFERENCE_FOR_WANT_OF_A_FOLDER
          && source.origin() instanceof ImageOrigin.Registry origin) {
        report.asking(origin);
      }
      BuildInput input = opener.open(source.origin(), registries::open, scratch::make);
      input.fetched().ifPresent(fetched -> report.found(input, fetched));
      return work.with(input);
    } catch (IOException e) {
      throw OperatingSystemFailures.classify(e, settings.output().toString());
    }
  }

  /** Opens a client when the image is on a registry. The client caches no answers. */
  private final class Registries implements AutoCloseable {
    private Optional<RegistryClient> client = Optional.empty();

    RegistryClient open() throws IOException {
      board.begun(String.valueOf(settings.output().getFileName()), new WorkStep.LookUp());
      client =
          Optional.of(
              RegistryClient.open(
                  RegistryOptions.ofProcess()
                      .withLimits(LimitHandling.GIVE_UP, new LimitNotices(messages, board))));
      return client.get();
    }

    @Override
    public void close() {
      client.ifPresent(RegistryClient::close);
    }
  }
}
