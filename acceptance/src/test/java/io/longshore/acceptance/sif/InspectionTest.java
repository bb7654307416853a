package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Apptainer and Longshore show of each other's SIFs of one layout. */
class InspectionTest {
  private static final String LABEL = "org.label-schema.";

  /** Of the build, not of the image. */
  private static final Set<String> OF_APPTAINER =
      Set.of(LABEL + "build-date", LABEL + "usage.apptainer.version");

  private static final MadeImage IMAGE =
      ImageMaker.create()
          .layer(
              TarLayer.create()
                  .directory("opt", 0755)
                  .file("opt/print", 0755, "#!/bin/sh\n")
                  .file("opt/text", 0644, "line\n".repeat(50_000))
                  .toBytes())
          .entrypoint("/opt/print", "two words")
          .command("it's")
          .environment("PATH=/opt:/bin", "QUOTED=it's \"so\"")
          .label("a.label", "its \"value\"")
          .make();

  @TempDir static Path folder;
  private static Program program;
  private static Path layout;
  private static Path ours;
  private static Path theirs;

  @BeforeAll
  static void buildBoth() throws IOException {
    program = Program.install(folder.resolve("program"));
    layout =
        Layouts.write(
            folder.resolve("image.oci"),
            IMAGE,
            Map.of(
                "org.datalad.container.image.source", "bids/example:0.0.7",
                "org.datalad.container.image.environment", "LANG=C.UTF-8"));
    ours = folder.resolve("ours.sif");
    theirs = folder.resolve("theirs.sif");
    longshore("-q", "build", ours.toString(), layout.toString());
    apptainer("build", theirs.toString(), "oci:" + layout);
  }

  @Test
  void inspectAllHasTheShapeOfApptainersOwn() {
    JsonNode our = attributes(ours);
    JsonNode their = attributes(theirs);

    assertEquals(names(their), names(our));
    assertEquals(names(their.path("environment")), names(our.path("environment")));
    Set<String> labels = names(their.path("labels"));
    labels.removeAll(OF_APPTAINER);
    assertTrue(names(our.path("labels")).containsAll(labels), our::toString);
    assertEquals("its \"value\"", our.path("labels").path("a.label").asString());
    assertEquals(
        "docker.io/bids/example",
        our.path("labels").path("org.datalad.container.image.repository").asString());
    assertEquals(
        IMAGE.digest().toString(),
        our.path("labels").path("org.datalad.container.image.manifest").asString());
    assertEquals(
        "gzip",
        our.path("labels").path("org.datalad.container.image.build.compression").asString());
  }

  @Test
  void everyOptionOfInspectShowsItsPart() {
    JsonNode all = attributes(ours);

    String labels = apptainer("inspect", "--labels", ours.toString());
    for (String name : names(all.path("labels"))) {
      assertTrue(labels.contains(name + ": " + all.path("labels").path(name).asString()), labels);
    }
    assertEquals(
        all.path("runscript").asString().strip(),
        apptainer("inspect", "--runscript", ours.toString()).strip());
    assertEquals(
        all.path("deffile").asString().strip(),
        apptainer("inspect", "--deffile", ours.toString()).strip());
    String environment = apptainer("inspect", "--environment", ours.toString());
    for (String script : names(all.path("environment"))) {
      assertTrue(environment.contains("=== " + script + " ==="), environment);
      assertTrue(
          environment.contains(all.path("environment").path(script).asString()), environment);
    }
  }

  @Test
  void sifListAndDumpShowTheObjectsOfApptainersOwnAndOneMore() {
    List<String> our = objects(ours);
    List<String> their = objects(theirs);

    assertTrue(our.remove("JSON.Generic"), our::toString);
    assertEquals(their, our);
    for (int id = 1; id <= their.size(); id++) {
      assertTrue(!dump(ours, id).isEmpty());
    }
    JsonNode origin = JsonMapper.shared().readTree(dump(ours, 3));
    assertEquals(IMAGE.digest().toString(), origin.path("manifestDigest").asString());
    assertEquals(
        JsonMapper.shared().readTree(dump(theirs, 3)), JsonMapper.shared().readTree(dump(ours, 4)));
  }

  @Test
  void longshoreInspectsApptainersOwn() {
    JsonNode inspected =
        JsonMapper.shared().readTree(longshore("inspect", "--json", theirs.toString()).output());

    assertEquals("sif", inspected.path("kind").asString());
    assertTrue(inspected.path("origin").isNull(), inspected::toString);
    JsonNode attributes = attributes(theirs);
    assertEquals(attributes.path("labels"), inspected.path("labels"));
    assertEquals(attributes.path("environment"), inspected.path("environment_scripts"));
    assertEquals(attributes.path("runscript"), inspected.path("runscript"));
    assertEquals("[\"/opt/print\",\"two words\"]", inspected.path("entrypoint").toString());
    assertEquals(
        objects(theirs),
        inspected
            .path("objects")
            .valueStream()
            .map(object -> object.path("type").asString())
            .toList());
    assertEquals("gzip", inspected.path("squashfs").path("compression").asString());
    String text = longshore("inspect", theirs.toString()).output();
    assertTrue(text.contains("no self-description as Longshore writes it"), text);
    assertTrue(text.contains("deffile.bootstrap oci") && text.contains("a.label"), text);
  }

  @Test
  void apptainersOwnIsNotWhatTheLayoutGives() {
    Shell.Result check =
        program.run(
            shell(),
            "build",
            "--check",
            "--differences",
            "200",
            theirs.toString(),
            layout.toString());

    assertEquals(1, check.exitCode(), check.output());
    assertTrue(check.output().contains("header: id:"), check.output());
    assertTrue(
        check.output().contains("object JSON.Generic longshore.json: presence: absent"),
        check.output());
    assertTrue(check.output().contains("hold different files"), check.output());
    longshore("build", "--check", ours.toString(), layout.toString());
  }

  private static JsonNode attributes(Path sif) {
    return JsonMapper.shared()
        .readTree(apptainer("inspect", "--all", sif.toString()))
        .at("/data/attributes");
  }

  private static Set<String> names(JsonNode object) {
    return new TreeSet<>(object.propertyNames());
  }

  /** The types in the order of the list, without what is in parentheses. */
  private static List<String> objects(Path sif) {
    List<String> types = new ArrayList<>();
    for (String line : apptainer("sif", "list", sif.toString()).lines().toList()) {
      String[] columns = line.split("\\|");
      if (columns[0].strip().matches("[0-9]+")) {
        types.add(columns[4].strip().replaceAll(" \\(.*", ""));
      }
    }
    return types;
  }

  private static String dump(Path sif, int id) {
    return apptainer("sif", "dump", Integer.toString(id), sif.toString());
  }

  private static Shell shell() {
    return program.shell().at(folder);
  }

  private static Shell.Result longshore(String... arguments) {
    Shell.Result result = program.run(shell(), arguments);
    assertEquals(0, result.exitCode(), result.errors());
    return result;
  }

  private static String apptainer(String... arguments) {
    String apptainer = System.getenv("LONGSHORE_APPTAINER");
    assertNotNull(apptainer, "LONGSHORE_APPTAINER names no Apptainer; dev/test provides one");
    String[] command = new String[arguments.length + 1];
    command[0] = apptainer;
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Shell.in(folder).run(command);
  }
}
