package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.benchmark.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of dev/bench, with every builder it knows, on an image that takes no time. */
class BenchmarkTest {
  @TempDir Path folder;

  @Test
  void everyBuilderIsMeasuredInEveryRound() throws IOException {
    assertNotNull(
        System.getenv("LONGSHORE_APPTAINER"),
        "LONGSHORE_APPTAINER names no Apptainer; dev/test provides one");
    Program program = Program.install(folder.resolve("program"));
    Path runs = folder.resolve("runs.tsv");
    Shell.Result result = run(program, "--shape", "toy", "--rounds", "2", "--tsv", runs.toString());

    assertEquals(0, result.exitCode(), result.errors());
    assertEquals(
        List.of(
            "1 longshore-gzip",
            "1 longshore-zstd",
            "1 longshore-warm",
            "1 apptainer",
            "1 umoci-gzip",
            "1 umoci-zstd",
            "1 inflate",
            "2 longshore-zstd",
            "2 longshore-warm",
            "2 apptainer",
            "2 umoci-gzip",
            "2 umoci-zstd",
            "2 inflate",
            "2 longshore-gzip"),
        Files.readAllLines(runs).stream().skip(1).map(BenchmarkTest::roundAndBuilder).toList());
    for (String line : Files.readAllLines(runs).subList(1, 15)) {
      String[] fields = line.split("\t");
      assertTrue(Double.parseDouble(fields[3]) > 0, line);
      assertTrue(Long.parseLong(fields[5]) > 1_000_000, line);
      assertEquals(!fields[2].equals("inflate"), Long.parseLong(fields[7]) > 100_000, line);
    }
    assertTrue(result.output().contains("| apptainer / longshore-gzip "), result.output());
    assertTrue(result.output().contains(": longshore-gzip has at most 600 MB in memory: "));
    assertTrue(Files.notExists(folder.resolve("bench/work")), "the work folder is left behind");
  }

  @Test
  void whatIsReadFromARegistryIsTold() throws IOException {
    Program program = Program.install(folder.resolve("program"));
    Shell.Result result = runOf(program, "pull", "--shape", "toy", "--rounds", "1");

    assertEquals(0, result.exitCode(), result.errors());
    for (String builder : List.of("longshore", "longshore-cache", "apptainer", "skopeo-umoci")) {
      assertTrue(column(result.output(), builder, "read MB") > 0, result.output());
    }
    assertEquals(0, column(result.output(), "longshore-layout", "read MB"));
    assertEquals(0, column(result.output(), "longshore", "cache MB"));
    assertTrue(column(result.output(), "longshore-cache", "cache MB") > 0);
  }

  private static double column(String report, String builder, String heading) {
    List<String> lines = report.lines().filter(line -> line.startsWith("| ")).toList();
    List<String> headings = cells(lines.getFirst());
    return lines.stream()
        .map(BenchmarkTest::cells)
        .filter(cells -> cells.getFirst().equals(builder))
        .mapToDouble(cells -> Double.parseDouble(cells.get(headings.indexOf(heading))))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> cells(String line) {
    return Stream.of(line.substring(1).split("\\|")).map(String::strip).toList();
  }

  @Test
  void aShapeThatIsNotThereIsWrongUsageAndThoseThereAreAreNamed() throws IOException {
    Shell.Result result = run(Program.install(folder.resolve("program")), "--shape", "huge");

    assertEquals(2, result.exitCode());
    assertTrue(result.errors().contains("no shape 'huge'; there are hidden, layers, small"));
  }

  private Shell.Result run(Program program, String... options) {
    return runOf(program, "sif", options);
  }

  private Shell.Result runOf(Program program, String benchmark, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Dlongshore.home=" + program.installation(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                benchmark,
                "--folder",
                folder.resolve("bench").toString()));
    command.addAll(List.of(options));
    return program.shell().attempt(command.toArray(String[]::new));
  }

  private static String roundAndBuilder(String line) {
    String[] fields = line.split("\t");
    return fields[1] + " " + fields[2];
  }
}
