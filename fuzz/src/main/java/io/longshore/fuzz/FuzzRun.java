package io.longshore.fuzz;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A run of Jazzer on a target, in a separate process. */
final class FuzzRun {
  /** The memory of the process, which must suffice for readers whatever the input claims. */
  static final String HEAP = "-Xmx384m";

  /**
   * The time limit for one input. The first input also waits for the instrumentation of classes.
   */
  private static final int SECONDS_FOR_ONE_INPUT = 60;

  private static final int LONGEST_INPUT = 1 << 16;

  // A run of a few seconds ends before highly optimized compilation would pay.
  private static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1");

  private final Target target;
  private final Path folder;
  private final long seed;

  /**
   * @param folder keeps corpus and findings between runs
   * @param seed up to 2^32 - 1; 0 for a different one each time
   */
  FuzzRun(Target target, Path folder, long seed) {
    this.target = target;
    this.folder = folder;
    this.seed = seed;
  }

  /** Runs until the time is over or something is found. */
  FuzzReport run(int seconds) throws IOException, InterruptedException {
    return run(seconds(seconds), Optional.empty(), List.of());
  }

  /** Runs until this number of inputs was tried or something is found. */
  FuzzReport runExecutions(int executions) throws IOException, InterruptedException {
    return run("-runs=" + executions, Optional.empty(), BRIEF);
  }

  private static String seconds(int seconds) {
    return "-max_total_time=" + seconds;
  }

  /**
   * Runs with a fault planted.
   *
   * @param repository the root of Longshore's sources
   */
  FuzzReport runWithFault(int seconds, Path repository) throws IOException, InterruptedException {
    Path classes = Files.createDirectories(folder.resolve("planted-classes"));
    target.plantedFault().compileInto(classes, repository, classPath());
    return run(seconds(seconds), Optional.of(classes), BRIEF);
  }

  private FuzzReport run(String until, Optional<Path> before, List<String> options)
      throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path findings = Files.createDirectories(folder.resolve("findings"));
    for (Seed seed : target.seeds()) {
      Files.write(corpus.resolve("seed-" + seed.name()), seed.bytes());
    }
    Path coverage = folder.resolve("coverage.txt");
    Files.deleteIfExists(coverage);
    Process process =
        new ProcessBuilder(command(until, before, options, corpus, findings, coverage))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    List<String> log = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(log::add);
    }
    int exitCode = process.waitFor();
    Files.write(folder.resolve("log.txt"), log);
    return FuzzReport.read(target, exitCode, log, folder);
  }

  private List<String> command(
      String until,
      Optional<Path> before,
      List<String> options,
      Path corpus,
      Path findings,
      Path coverage) {
    String classPath = before.map(classes -> classes + File.pathSeparator).orElse("") + classPath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    Collections.addAll(
        command,
        HEAP,
        "-XX:+UseSerialGC",
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        classPath,
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + target.entryPoint().getName(),
        "--instrumentation_includes=" + target.readerPackage() + ".**",
        // The sanitizers look for injections into things that the readers do not have.
        "--custom_hook_includes=" + target.readerPackage() + ".**",
        "--reproducer_path=" + findings,
        "--coverage_report=" + coverage,
        "-artifact_prefix=" + findings + File.separator,
        until,
        "-seed=" + seed,
        "-timeout=" + SECONDS_FOR_ONE_INPUT,
        "-max_len=" + LONGEST_INPUT,
        "-rss_limit_mb=0",
        "-use_value_profile=1",
        "-print_final_stats=1",
        corpus.toString());
    return command;
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
