package io.longshore.acceptance.guide;

import io.longshore.acceptance.add.RunnableImage;
import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.LaidOutCollection;
import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Programs;
import io.longshore.acceptance.collection.RecipeFact;
import io.longshore.acceptance.collection.RegistrationFact;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.registry.HubMirror;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the guide is tried on: the tools it names, a registry that answers for Docker Hub, a
 * collection made by hand, and one with recipes.
 */
final class GuideGround implements AutoCloseable {
  static final String VALIDATOR = "images/bids/bids-validator--1.2.3";
  static final String RSHRF = "images/bids/bids-rshrf--1.0.0";
  static final String VALIDATOR_RECIPE = "images/bids/Singularity.bids-validator--1.2.3";
  static final String RSHRF_RECIPE = "images/bids/Singularity.bids-rshrf--1.0.0";
  static final String OWN_RECIPE = "images/bids/Singularity.bids-own--1";
  static final String ABSENT_RECIPE = "images/bids/Singularity.bids-absent--1";

  private final Workbench workbench;
  private final Shell byHand;
  private final LaidOutCollection unmigrated;
  private Optional<Shell> migrated = Optional.empty();

  private GuideGround(Workbench workbench, Shell byHand, LaidOutCollection unmigrated) {
    this.workbench = workbench;
    this.byHand = byHand;
    this.unmigrated = unmigrated;
  }

  static GuideGround in(Path folder) throws IOException {
    Workbench workbench = workbenchIn(folder);
    workbench.serve("bids/validator", "1.2.3", RunnableImage.make("validator"));
    workbench.serve("bids/rshrf", "1.0.0", RunnableImage.make("rshrf"));
    workbench.serve("library/alpine", "latest", RunnableImage.make("alpine"));
    return new GuideGround(workbench, workbench.init("by-hand"), collection(workbench));
  }

  /** The tools, and a registry in Docker Hub's place. */
  static Workbench workbenchIn(Path folder) throws IOException {
    Workbench bare = Workbench.in(folder).withApptainer();
    Path programs = folder.resolve("programs");
    // The published guide says "python", which Debian has under another name only. It is the
    // python3 of the PATH, of which dev/test sees to it that it has pytest.
    Path python = Files.writeString(programs.resolve("python"), "#!/bin/sh\nexec python3 \"$@\"\n");
    python.toFile().setExecutable(true);
    Files.createSymbolicLink(programs.resolve("longshore"), bare.program().executable());
    HubMirror.inPlace(folder.resolve("registries.conf"), bare.registry().host());
    return bare.with(
        bare.shell().with("LONGSHORE_APPTAINER", programs.resolve("apptainer").toString()));
  }

  private static LaidOutCollection collection(Workbench workbench) throws IOException {
    List<RecipeFact> recipes =
        RecipeFact.all().stream()
            .filter(fact -> List.of(VALIDATOR_RECIPE, RSHRF_RECIPE).contains(fact.recipe()))
            .toList();
    List<RegistrationFact> registrations =
        Stream.of(VALIDATOR, RSHRF)
            .map(
                image ->
                    new RegistrationFact(
                        image.replaceAll(".*/(.*)--.*", "$1"),
                        image + ".sing",
                        "{img_dspath}/scripts/singularity_cmd run {img} {cmd}"))
            .toList();
    LaidOutCollection laidOut =
        LaidOutCollection.of(
            workbench.shell().folder().resolve("unmigrated"),
            workbench.shell(),
            recipes,
            registrations);
    // The stand-in the laid out collection has knows no "exec" in a clean environment.
    laidOut.shell().run("git", "rm", "-q", "scripts/singularity_cmd");
    laidOut.write(OWN_RECIPE, "Bootstrap: docker\nFrom: bids/own:1\n");
    laidOut.shell().run("git", "add", OWN_RECIPE);
    laidOut.shell().run("git", "commit", "-q", "-m", "A recipe by hand");
    workbench.longshore(laidOut.shell(), "init");
    return laidOut;
  }

  Workbench workbench() {
    return workbench;
  }

  /** A collection that had nothing in it when the first line was tried. */
  Shell byHand() {
    return byHand;
  }

  Shell imagesOci(Shell collection) {
    return collection.at(collection.folder().resolve("images-oci"));
  }

  /** A copy of the collection with recipes, none of them migrated. */
  Shell unmigrated(String name) {
    return copy(unmigrated.shell(), name);
  }

  /** The same with a recipe, the first in order, of {@code bids/absent:NAME}, which is nowhere. */
  Shell withAbsentImage(String name) throws IOException {
    Shell copy = copy(unmigrated.shell(), name);
    String recipe = Files.readString(copy.folder().resolve(VALIDATOR_RECIPE));
    Files.writeString(
        copy.folder().resolve(ABSENT_RECIPE),
        recipe.replace("bids/validator:1.2.3", "bids/absent:" + name));
    copy.run("git", "add", ABSENT_RECIPE);
    copy.run("git", "commit", "-q", "-m", "A recipe of an image that is gone");
    return copy;
  }

  /** The collection with recipes after {@code scripts/migrate_to_oci}. */
  Shell migrated() {
    if (migrated.isEmpty()) {
      Shell copy = unmigrated("migrated");
      copy.run("scripts/migrate_to_oci");
      migrated = Optional.of(copy);
    }
    return migrated.get();
  }

  Shell copy(Shell collection, String name) {
    workbench.shell().run("cp", "-a", collection.folder().toString(), name);
    return workbench.at(name);
  }

  /** The checkout of Longshore, where its own tests are. */
  Shell checkout() {
    return workbench.shell().at(Program.checkout());
  }

  /** Runs {@code longshore}; how it ends is told. */
  Shell.Result longshore(Shell where, String... arguments) {
    return workbench.attempt(where, arguments);
  }

  /** Runs {@code apptainer}, which is to end well; returns what it prints. */
  static String apptainer(Shell where, String arguments) {
    return where.run("sh", "-c", "apptainer " + arguments);
  }

  /** What is to be PATH on a machine with neither DataLad nor skopeo. */
  Path programsWithoutDataladAndSkopeo(String name) throws IOException {
    Path programs =
        Programs.withoutDatalad(workbench.shell().folder().resolve("programs-" + name), "skopeo");
    Files.createSymbolicLink(programs.resolve("longshore"), workbench.program().executable());
    return programs;
  }

  @Override
  public void close() {
    workbench.close();
  }
}
