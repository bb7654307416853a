package io.longshore.benchmark.measure;

import io.longshore.benchmark.image.ImageStore;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ways from an image on a registry to a SIF, by their names on the command line and in tables. */
public final class Pullers {
  public static final String LONGSHORE = "longshore";
  public static final String LONGSHORE_CACHE = "longshore-cache";
  public static final String LONGSHORE_LAYOUT = "longshore-layout";
  public static final String APPTAINER = "apptainer";
  public static final String SKOPEO_UMOCI = "skopeo-umoci";
  public static final List<String> ALL =
      List.of(LONGSHORE, LONGSHORE_CACHE, LONGSHORE_LAYOUT, APPTAINER, SKOPEO_UMOCI);

  private final Path home;
  private final Path settings;
  private final String reference;

  /**
   * @param home the folder of Longshore's launcher
   * @param settings a registries.conf that calls the registry insecure
   * @param reference without a prefix
   */
  public Pullers(Path home, Path settings, String reference) {
    this.home = home;
    this.settings = settings;
    this.reference = reference;
  }

  /**
   * @throws FailureException of kind TOOL if there is no Apptainer
   */
  public Builder named(String name) throws FailureException {
    String source = "docker://" + reference;
    return switch (name) {
      case LONGSHORE -> longshore(name, "--no-cache", source);
      case LONGSHORE_CACHE -> longshore(name, "--force", source);
      case LONGSHORE_LAYOUT -> new LongshoreBuilder(name, home, "gzip", Optional.empty());
      case APPTAINER -> {
        String program = new Builders(home, Optional.empty()).apptainer();
        ApptainerBuilder apptainer = new ApptainerBuilder(name, program);
        yield new Pull(
            name,
            apptainer::version,
            workspace ->
                List.of(
                    List.of(
                        program,
                        "--silent",
                        "build",
                        "--disable-cache",
                        "--no-https",
                        workspace.output().toString(),
                        source)));
      }
      case SKOPEO_UMOCI -> {
        UmociBuilder umoci = new UmociBuilder(name, List.of("-comp", "gzip"));
        yield new Pull(name, umoci::version, workspace -> copied(umoci, workspace, source));
      }
      default -> throw new IllegalArgumentException("there is no builder '" + name + "'");
    };
  }

  private Builder longshore(String name, String option, String source) {
    LongshoreBuilder plain = new LongshoreBuilder(name, home, "gzip", Optional.empty());
    return new Pull(
        name,
        plain::version,
        workspace ->
            List.of(
                List.of(
                    "env",
                    "CONTAINERS_REGISTRIES_CONF=" + settings,
                    "LONGSHORE_PLAIN_HTTP=127.0.0.1",
                    home.resolve("longshore").toString(),
                    "build",
                    "--quiet",
                    option,
                    workspace.output().toString(),
                    source)));
  }

  /** The other programs read from the copied layout only. */
  private static List<List<String>> copied(UmociBuilder umoci, Workspace workspace, String source) {
    Path copy = workspace.temporary().resolve("layout");
    List<List<String>> commands = new ArrayList<>();
    commands.add(
        List.of(
            "skopeo",
            "copy",
            "--quiet",
            "--src-tls-verify=false",
            source,
            "oci:" + copy + ":" + ImageStore.TAG));
    commands.addAll(umoci.commands(new Workspace(copy, workspace.folder())));
    return commands;
  }

  @FunctionalInterface
  private interface Versioned {
    String version() throws IOException;
  }

  @FunctionalInterface
  private interface Commands {
    List<List<String>> in(Workspace workspace);
  }

  private record Pull(String name, Versioned program, Commands how) implements Builder {
    @Override
    public String version() throws IOException {
      return program.version();
    }

    @Override
    public List<List<String>> commands(Workspace workspace) {
      return how.in(workspace);
    }
  }
}
