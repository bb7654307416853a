package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.cli.demo.InstalledPackages;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real Apptainer runs our SIF as it runs the SIF it makes itself of the same layout. */
class SifInApptainerTest {
  // Apptainer names the image file it was given.
  private static final List<String> NAMES_OF_THE_FILE =
      List.of(
          "APPTAINER_CONTAINER=", "APPTAINER_NAME=", "SINGULARITY_CONTAINER=", "SINGULARITY_NAME=");

  private static final String PRINT_ARGUMENTS = "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\npwd\nexit 3\n";

  @TempDir static Path folder;
  private static byte[] base;
  private static Program program;

  @BeforeAll
  static void makeABase() throws IOException {
    program = Program.install(folder.resolve("program"));
    base = InstalledPackages.layer(InstalledPackages.withDependencies("dash", "coreutils"));
  }

  /** How images say what to run. */
  enum Shape {
    ENTRYPOINT,
    COMMAND,
    ENTRYPOINT_AND_COMMAND,
    ENVIRONMENT;

    ImageMaker apply(ImageMaker maker) {
      return switch (this) {
        case ENTRYPOINT -> maker.entrypoint("/opt/print", "fixed words");
        case COMMAND -> maker.command("/opt/print", "a default", "$HOME");
        case ENTRYPOINT_AND_COMMAND -> maker.entrypoint("/opt/print").command("a 'default'", "*");
        case ENVIRONMENT ->
            maker
                .entrypoint("/opt/print")
                .environment("PATH=/opt:/usr/bin:/bin", "PLAIN=1", "WORDS=two words", "QUOTED=it's")
                .workingDirectory("/opt")
                .label("a.label", "its value");
      };
    }
  }

  private record Pair(Path ours, Path theirs) {}

  @ParameterizedTest
  @EnumSource
  void environmentArgumentsFolderAndExitCodeAreTheSame(Shape shape) throws IOException {
    Pair pair = build(shape);
    assertEquals(environment(pair.theirs()), environment(pair.ours()));
    for (String[] arguments :
        new String[][] {{}, {"one"}, {"two words", "-x", "--", "it's", "a;b"}}) {
      assertEquals(run(pair.theirs(), arguments), run(pair.ours(), arguments));
    }
    assertEquals(
        apptainer("exec", pair.theirs().toString(), "sh", "-c", "exit 7"),
        apptainer("exec", pair.ours().toString(), "sh", "-c", "exit 7"));
  }

  @Test
  void theRecipesExtrasAreThere() throws IOException {
    Path layout =
        layout(
            "extras",
            Shape.ENTRYPOINT,
            Map.of(
                "org.datalad.container.image.source", "bids/example:0.0.7",
                "org.datalad.container.image.directories",
                    "/ihome /data /data2 /zfs /isi /dartfs /dartfs-hpc",
                "org.datalad.container.image.environment", "LANG=C.UTF-8\nLC_ALL=C.UTF-8"));
    Path sif = longshore(layout);
    Shell.Result result =
        apptainer(
            "exec",
            sif.toString(),
            "sh",
            "-c",
            "ls -d /ihome /data /data2 /zfs /isi /dartfs /dartfs-hpc; echo $LANG $LC_ALL");
    assertEquals(0, result.exitCode(), result.errors());
    assertEquals(
        "/dartfs\n/dartfs-hpc\n/data\n/data2\n/ihome\n/isi\n/zfs\nC.UTF-8 C.UTF-8\n",
        result.output());
  }

  @Test
  void apptainerListsAndInspectsIt() throws IOException {
    Pair pair = build(Shape.ENVIRONMENT);
    Shell.Result list = apptainer("sif", "list", pair.ours().toString());
    assertEquals(0, list.exitCode(), list.errors());
    assertTrue(list.output().contains("FS (Squashfs/*System/amd64)"), list.output());
    Shell.Result labels = apptainer("inspect", pair.ours().toString());
    assertTrue(labels.output().contains("a.label: its value"), labels.output());
    assertEquals(0, apptainer("inspect", "--all", pair.ours().toString()).exitCode());
  }

  private static Pair build(Shape shape) throws IOException {
    Path layout = layout(shape.name() + System.nanoTime(), shape, Map.of());
    Path theirs = folder.resolve(layout.getFileName() + ".theirs.sif");
    Shell.Result built = apptainer("build", theirs.toString(), "oci:" + layout);
    assertEquals(0, built.exitCode(), built.errors());
    return new Pair(longshore(layout), theirs);
  }

  private static Path layout(String name, Shape shape, Map<String, String> annotations)
      throws IOException {
    byte[] own =
        TarLayer.create().directory("opt", 0755).file("opt/print", 0755, PRINT_ARGUMENTS).toBytes();
    return Layouts.write(
        folder.resolve(name),
        shape.apply(ImageMaker.create().layer(base).layer(own)).make(),
        annotations);
  }

  private static Path longshore(Path layout) {
    Path sif = folder.resolve(layout.getFileName() + ".ours.sif");
    Shell.Result built =
        program.run(program.shell().at(folder), "-q", "build", sif.toString(), layout.toString());
    assertEquals(0, built.exitCode(), built.errors());
    return sif;
  }

  private static NavigableSet<String> environment(Path sif) {
    Shell.Result result = apptainer("exec", sif.toString(), "env", "-0");
    assertEquals(0, result.exitCode(), result.errors());
    NavigableSet<String> variables = new TreeSet<>(List.of(result.output().split("\0")));
    variables.removeIf(line -> NAMES_OF_THE_FILE.stream().anyMatch(line::startsWith));
    return variables;
  }

  private static List<String> run(Path sif, String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "run";
    command[1] = sif.toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    Shell.Result result = apptainer(command);
    return List.of(result.output(), "exit code " + result.exitCode());
  }

  private static Shell.Result apptainer(String... arguments) {
    String program = System.getenv("LONGSHORE_APPTAINER");
    assertNotNull(program, "LONGSHORE_APPTAINER names no Apptainer; dev/test provides one");
    String[] command = new String[arguments.length + 1];
    command[0] = program;
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Shell.in(folder).attempt(command);
  }
}
