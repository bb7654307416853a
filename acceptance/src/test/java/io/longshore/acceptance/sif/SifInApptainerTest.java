package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.cli.demo.InstalledPackages;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.layout.LayoutAnnotations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real Apptainer runs our SIF as it runs the SIF it makes itself of the same layout, except where
 * the scripts that Apptainer 1.4.5 puts into a SIF damage what the image says:
 *
 * <ul>
 *   <li>Arguments given to {@code run} are evaluated by a shell once more there, unless {@code run}
 *       is told {@code --no-eval}; here they always arrive as they were given.
 *   <li>Values of the environment with a quote, a dollar, a backslash, a backquote or a line feed
 *       in them arrive changed there, or the whole environment of the image is missing; here they
 *       arrive as the image has them.
 *   <li>An image that names nothing to run prints the variables of the script there, and starts a
 *       shell here.
 * </ul>
 */
class SifInApptainerTest {
  // Apptainer names the image file it was given.
  private static final List<String> NAMES_OF_THE_FILE =
      List.of(
          "APPTAINER_CONTAINER=", "APPTAINER_NAME=", "SINGULARITY_CONTAINER=", "SINGULARITY_NAME=");

  private static final List<String> NOT_EVALUATED = List.of("run", "--no-eval");

  private static final String[] AWKWARD_ARGUMENTS = {
    "",
    "two words",
    "it's",
    "a\"b",
    "$HOME",
    "$(id)",
    "`id`",
    "back\\slash",
    "*",
    "a;b",
    "new\nline",
    "é"
  };

  private static final List<String> AWKWARD_VALUES =
      List.of(
          "QUOTES=a\"b'c",
          "LINES=first\nsecond\n",
          "COMMAND=$(echo run) `echo run`",
          "VARIABLE=$HOME ${HOME}",
          "BACKSLASH=a\\b\\\\n",
          "EQUALS=a=b",
          "EMPTY=",
          "BLANKS= a  b ",
          "GLOB=* ?",
          "TILDE=~");

  /** What a SIF of Apptainer has because of when and with what it was built. */
  private static final List<String> LABELS_OF_THE_BUILD =
      List.of(
          "org.label-schema.build-date",
          "org.label-schema.usage.apptainer.version",
          "org.label-schema.usage.singularity.deffile.from");

  private static final String PRINT_ARGUMENTS = "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\npwd\nexit 3\n";

  @TempDir static Path folder;
  private static byte[] base;
  private static Program program;
  private static final Map<Shape, Pair> PAIRS = new EnumMap<>(Shape.class);

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
    ENVIRONMENT,
    NOTHING;

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
                .user("nobody")
                .label("a.label", "its value")
                .label("quotes", "a \"b\" 'c' $(d) \\e")
                .label("lines", "first\nsecond");
        case NOTHING -> maker;
      };
    }
  }

  private record Pair(Path ours, Path theirs) {}

  @ParameterizedTest
  @EnumSource
  void environmentArgumentsFolderAndExitCodeAreTheSame(Shape shape) throws IOException {
    Pair pair = pair(shape);
    assertEquals(environment(pair.theirs()), environment(pair.ours()));
    for (String[] arguments : new String[][] {{}, {"two words", "-x", "--", "it's"}}) {
      if (shape != Shape.NOTHING || arguments.length > 0) {
        assertEquals(run(pair.theirs(), arguments), run(pair.ours(), arguments));
      }
    }
    assertEquals(
        run(NOT_EVALUATED, pair.theirs(), AWKWARD_ARGUMENTS), run(pair.ours(), AWKWARD_ARGUMENTS));
    String[] program = {"/opt/print", "a\"b", "$HOME"};
    assertEquals(run(NOT_EVALUATED, pair.theirs(), program), run(pair.ours(), program));
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
    Pair pair = pair(Shape.ENVIRONMENT);
    Shell.Result list = apptainer("sif", "list", pair.ours().toString());
    assertEquals(0, list.exitCode(), list.errors());
    assertTrue(list.output().contains("FS (Squashfs/*System/amd64)"), list.output());
    Shell.Result labels = apptainer("inspect", pair.ours().toString());
    assertTrue(labels.output().contains("a.label: its value"), labels.output());
    assertEquals(0, apptainer("inspect", "--all", pair.ours().toString()).exitCode());
  }

  @Test
  void valuesOfTheEnvironmentArriveWhole() throws IOException {
    Path layout =
        Layouts.write(
            folder.resolve("values"),
            ImageMaker.create()
                .layer(base)
                .environment(AWKWARD_VALUES.toArray(String[]::new))
                .make(),
            Map.of());
    NavigableSet<String> environment = environment(longshore(layout));
    for (String value : AWKWARD_VALUES) {
      assertTrue(environment.contains(value), () -> value + " is not in " + environment);
    }
  }

  @Test
  void inspectTellsTheSame() throws IOException {
    Pair pair = pair(Shape.ENVIRONMENT);
    JsonNode theirs = inspect(pair.theirs());
    JsonNode ours = inspect(pair.ours());
    assertEquals(theirs.propertyNames(), ours.propertyNames());
    assertEquals(
        theirs.path("environment").propertyNames(), ours.path("environment").propertyNames());
    assertEquals(labelsOfTheImage(theirs), labelsOfTheImage(ours));
    for (String option : List.of("--test", "--helpfile", "--list-apps")) {
      assertEquals(
          apptainer("inspect", option, pair.theirs().toString()),
          apptainer("inspect", option, pair.ours().toString()));
    }
    assertEquals(
        apptainer("inspect", "--deffile", pair.ours().toString()).output().strip(),
        apptainer("sif", "dump", "1", pair.ours().toString()).output().strip());
  }

  @Test
  void shellAndTestBehaveTheSame() throws IOException {
    Pair pair = pair(Shape.ENVIRONMENT);
    String commands = "echo \"$WORDS $QUOTED $0\"; pwd; exit 5";
    assertEquals(shell(pair.theirs(), commands), shell(pair.ours(), commands));
    assertEquals(
        apptainer("test", pair.theirs().toString()).exitCode(),
        apptainer("test", pair.ours().toString()).exitCode());
  }

  private static List<String> shell(Path sif, String commands) {
    Shell.Result result =
        Shell.in(folder)
            .attempt(
                "sh",
                "-c",
                "printf '%s' \"$1\" | \"$2\" shell \"$3\"",
                "sh",
                commands,
                System.getenv("LONGSHORE_APPTAINER"),
                sif.toString());
    return List.of(result.output(), "exit code " + result.exitCode());
  }

  private static JsonNode inspect(Path sif) {
    Shell.Result result = apptainer("inspect", "--all", sif.toString());
    assertEquals(0, result.exitCode(), result.errors());
    return JsonMapper.builder().build().readTree(result.output()).at("/data/attributes");
  }

  private static Map<String, String> labelsOfTheImage(JsonNode attributes) {
    Map<String, String> labels = new TreeMap<>();
    attributes
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
    labels.keySet().removeAll(LABELS_OF_THE_BUILD);
    labels.keySet().removeIf(name -> name.startsWith(LayoutAnnotations.PREFIX));
    return labels;
  }

  private static Pair pair(Shape shape) throws IOException {
    Pair made = PAIRS.get(shape);
    if (made == null) {
      made = build(shape);
      PAIRS.put(shape, made);
    }
    return made;
  }

  private static Pair build(Shape shape) throws IOException {
    Path layout = layout(shape.name(), shape, Map.of());
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
    return run(List.of("run"), sif, arguments);
  }

  private static List<String> run(List<String> start, Path sif, String... arguments) {
    List<String> command = new ArrayList<>(start);
    command.add(sif.toString());
    command.addAll(List.of(arguments));
    Shell.Result result = apptainer(command.toArray(String[]::new));
    return List.of(result.output(), "exit code " + result.exitCode());
  }

  private static Shell.Result apptainer(String... arguments) {
    return Apptainer.run(Shell.in(folder), arguments);
  }
}
