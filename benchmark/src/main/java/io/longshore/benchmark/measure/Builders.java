package io.longshore.benchmark.measure;

import io.longshore.benchmark.image.Shape;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The builders, by their names on the command line and in tables. */
public final class Builders {
  public static final String LONGSHORE_GZIP = "longshore-gzip";
  public static final String LONGSHORE_ZSTD = "longshore-zstd";
  public static final String LONGSHORE_WARM = "longshore-warm";
  public static final String APPTAINER = "apptainer";
  public static final String UMOCI_GZIP = "umoci-gzip";
  public static final String UMOCI_ZSTD = "umoci-zstd";
  public static final String INFLATE = "inflate";
  public static final List<String> OURS = List.of(LONGSHORE_GZIP, LONGSHORE_ZSTD, LONGSHORE_WARM);
  public static final List<String> ALL =
      List.of(
          LONGSHORE_GZIP,
          LONGSHORE_ZSTD,
          LONGSHORE_WARM,
          APPTAINER,
          UMOCI_GZIP,
          UMOCI_ZSTD,
          INFLATE);

  private final Path home;
  private final Optional<Path> earlier;

  /**
   * @param home the folder of Longshore's launcher
   * @param earlier the layout of an earlier version of the image, for {@link #LONGSHORE_WARM}
   */
  public Builders(Path home, Optional<Path> earlier) {
    this.home = home;
    this.earlier = earlier;
  }

  /** The builders that run by default. */
  public static List<String> suiting(Shape shape) {
    return switch (shape) {
      case HIDDEN, LAYERS, SMALL ->
          List.of(LONGSHORE_GZIP, LONGSHORE_ZSTD, APPTAINER, UMOCI_GZIP, UMOCI_ZSTD);
      case VERSION2 -> List.of(LONGSHORE_WARM, LONGSHORE_GZIP, INFLATE);
      case TOY -> ALL;
      // The other builders fill the disk or take hours.
      case MILLION, SPARSE -> List.of(LONGSHORE_GZIP, LONGSHORE_ZSTD);
    };
  }

  /**
   * @throws FailureException of kind TOOL if {@link #LONGSHORE_WARM} has no earlier version, or
   *     there is no Apptainer
   */
  public Builder named(String name) throws FailureException {
    return switch (name) {
      case LONGSHORE_GZIP -> new LongshoreBuilder(name, home, "gzip", Optional.empty());
      case LONGSHORE_ZSTD -> new LongshoreBuilder(name, home, "zstd:3", Optional.empty());
      case LONGSHORE_WARM ->
          new LongshoreBuilder(name, home, "gzip", Optional.of(earlierVersion()));
      case APPTAINER -> new ApptainerBuilder(name, apptainer());
      case UMOCI_GZIP -> new UmociBuilder(name, List.of("-comp", "gzip"));
      case UMOCI_ZSTD ->
          new UmociBuilder(name, List.of("-comp", "zstd", "-Xcompression-level", "3"));
      case INFLATE -> new LayerInflation(name);
      default -> throw new IllegalArgumentException("there is no builder '" + name + "'");
    };
  }

  private Path earlierVersion() throws FailureException {
    return earlier.orElseThrow(
        () ->
            new FailureException(
                FailureKind.TOOL,
                LONGSHORE_WARM,
                "builds a later version of an image",
                "use it with --shape version2"));
  }

  /**
   * The Apptainer that the user names, or else the installed one, or else that of
   * dev/install-apptainer.
   */
  String apptainer() throws FailureException {
    String named = System.getenv("LONGSHORE_APPTAINER");
    if (named != null && !named.isEmpty()) {
      return named;
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path program = Path.of(folder, "apptainer");
      if (Files.isExecutable(program)) {
        return program.toString();
      }
    }
    Path program = home.resolve("dev/apptainer");
    if (Files.isExecutable(program)) {
      return program.toString();
    }
    throw new FailureException(
        FailureKind.TOOL,
        "apptainer",
        "is not installed",
        "run dev/install-apptainer, or leave it out with --builders");
  }
}
