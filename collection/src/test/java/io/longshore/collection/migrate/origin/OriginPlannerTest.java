package io.longshore.collection.migrate.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.plan.Evidence;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.status.CollectionStatus;
import io.longshore.collection.status.ImageStatus;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginPlannerTest {
  private static final String APP = "images/bids/bids-app--1.0.sif";
  private static final String OLD = "images/neurodesk/neurodesk-afni--25.2.03.simg";
  private static final String HOST = "https://files.example.org/";

  @TempDir Path root;
  @TempDir Path elsewhere;
  private AnnexDataset dataset;

  @BeforeEach
  void make() throws IOException {
    dataset = new AnnexDataset(root);
  }

  @Test
  void metadataMakesAnImageEligible() throws IOException {
    dataset.metadata(dataset.image(APP), "docker://bids/app:v1.0");
    dataset.image("images/bids/bids-other--1.sing");
    dataset.write(
        ".datalad/config",
        """
        [datalad "containers.bids-app"]
        	image = images/bids/bids-app--1.0.sif
        """);

    List<PlanEntry> plan = plan(new OriginRule.Metadata());

    PlanEntry.Eligible app = assertInstanceOf(PlanEntry.Eligible.class, plan.get(0));
    assertEquals("bids/app:v1.0", app.reference().asAsked());
    assertEquals(new Evidence.AnnexMetadata(APP), app.evidence());
    assertEquals(APP, app.recipe());
    assertEquals(Optional.of(APP), app.oldImage());
    assertEquals(APP, app.names().sif());
    assertEquals(List.of(), app.superseded());
    assertEquals(List.of("bids-app"), app.registrations());
    assertEquals(List.of(), app.extras().directories());
    assertLeft(
        "images/bids/bids-other--1.sing",
        "origin unknown: it has no annex metadata original-uri",
        plan.get(1));
    assertEquals(2, plan.size());
  }

  /** Where datalad containers-add puts an image unless it is told another place. */
  @Test
  void anImageAtTheUsualPlaceOfAContainerIsOneLikeAnyOther() throws IOException {
    String place = ".datalad/environments/fmriprep-20-2/image";
    dataset.image(place);
    dataset.write(
        ".datalad/config",
        """
        [datalad "containers.fmriprep-20-2"]
        	image = .datalad/environments/fmriprep-20-2/image
        	cmdexec = singularity run {img} {cmd}
        """);
    Path table = elsewhere.resolve("origins.tsv");
    for (String name : List.of("fmriprep-20-2", place)) {
      Files.writeString(table, name + "\tbids/aa:v0.2.0\n");

      List<PlanEntry> plan = plan(new OriginRule.Mapping(table));

      PlanEntry.Eligible entry = assertInstanceOf(PlanEntry.Eligible.class, plan.getFirst());
      assertEquals("images/fmriprep-20-2.sif", entry.names().sif());
      assertEquals("fmriprep-20-2.oci", entry.names().layout());
      assertEquals(List.of("fmriprep-20-2"), entry.registrations());
      assertEquals(List.of(RepositoryPath.of(place)), entry.superseded());
    }
    assertEquals(
        List.of(place),
        CollectionStatus.of(root).images().stream()
            .map(image -> ((ImageStatus.WithoutRecipe) image).image())
            .toList());
  }

  @Test
  void metadataThatNamesNoRegistryIsNoOrigin() throws IOException {
    dataset.metadata(dataset.image("images/a/a-shub--1.sif"), "shub://a/shub");
    dataset.metadata(dataset.image("images/a/a-bad--1.sif"), "docker://A/Bad");
    String two = dataset.image("images/a/a-two--1.sif");
    dataset.metadata(two, "docker://a/two:1\",\"docker://a/two:2");

    List<PlanEntry> plan = plan(new OriginRule.Metadata());

    assertLeft("images/a/a-bad--1.sif", "docker://A/Bad", plan.get(0));
    assertLeft("images/a/a-shub--1.sif", "no docker://", plan.get(1));
    assertLeft("images/a/a-two--1.sif", "several values", plan.get(2));
  }

  @Test
  void neurodesksUrlTellsTheDate() throws IOException {
    dataset.url(dataset.image(OLD), HOST + "afni_25.2.03_20250717.simg");
    dataset.image("images/neurodesk/neurodesk-nourl--1.0.simg");
    dataset.metadata(dataset.image(APP), "docker://bids/app:v1.0");

    List<PlanEntry> plan = plan(new OriginRule.Neurodesk());

    assertLeft(APP, "is not named neurodesk-NAME--VERSION", plan.get(0));
    PlanEntry.Eligible afni = assertInstanceOf(PlanEntry.Eligible.class, plan.get(1));
    assertEquals("vnmd/afni_25.2.03:20250717", afni.reference().asAsked());
    assertEquals("docker.io/vnmd/afni_25.2.03:20250717", afni.reference().toString());
    assertEquals("images/neurodesk/neurodesk-afni--25.2.03.sif", afni.names().sif());
    assertEquals(List.of(RepositoryPath.of(OLD)), afni.superseded());
    assertLeft(
        "images/neurodesk/neurodesk-nourl--1.0.simg",
        "has no URL that ends in nourl_1.0_DATE.simg",
        plan.get(2));
  }

  @Test
  void aTableNamesImagesByPathOrRegistration() throws IOException {
    dataset.image(APP);
    dataset.image(OLD);
    dataset.write(".datalad/config", "[datalad \"containers.afni\"]\n\timage = " + OLD + "\n");
    Path table =
        table("# a comment\n\n" + APP + "\tdocker://bids/app:v1\nafni\tghcr.io/x/afni:2\n");

    List<PlanEntry> plan = plan(new OriginRule.Mapping(table));

    PlanEntry.Eligible app = assertInstanceOf(PlanEntry.Eligible.class, plan.get(0));
    assertEquals(new Evidence.MappingLine(APP, "table.tsv", 3), app.evidence());
    PlanEntry.Eligible afni = assertInstanceOf(PlanEntry.Eligible.class, plan.get(1));
    assertEquals("ghcr.io/x/afni:2", afni.reference().asAsked());
    assertEquals(List.of("afni"), afni.registrations());
  }

  @Test
  void mistakesInATableAreToldByTheirLines() throws IOException {
    dataset.image(APP);
    Path table =
        table(
            "one field\nimages/none.sif\ta/b:1\n"
                + (APP + "\tA/B:1\n")
                + (APP + "\toci:folder\n")
                + (APP + "\ta/b:1\n")
                + (APP + "\ta/b:2\n"));

    FailureException failure =
        assertThrows(FailureException.class, () -> plan(new OriginRule.Mapping(table)));

    assertEquals(FailureKind.DATASET, failure.kind());
    for (String expected :
        List.of(
            "line 1: has 0 tabs, not one",
            "line 2: 'images/none.sif' is neither an image of the dataset nor a registration",
            "line 3: ",
            "line 4: 'oci:folder' is on no registry",
            "line 6: " + APP + " is a/b:1 in an earlier line")) {
      assertTrue(failure.problem().contains(expected), failure.problem());
    }
    FailureException absent =
        assertThrows(
            FailureException.class,
            () -> plan(new OriginRule.Mapping(elsewhere.resolve("none.tsv"))));
    assertTrue(absent.problem().contains("is not there"), absent.problem());
  }

  @Test
  void sourcesThatAgreeMakeOneOriginAndThoseThatDoNotMakeNone() throws IOException {
    String key = dataset.image(OLD);
    dataset.url(key, HOST + "afni_25.2.03_20250717.simg");
    dataset.metadata(key, "docker://docker.io/vnmd/afni_25.2.03:20250717");
    List<OriginRule> both = OriginRule.AUTOMATIC;

    assertInstanceOf(PlanEntry.Eligible.class, plan(both, List.of()).getFirst());

    Path table = table(OLD + "\tother/afni:1\n");
    assertLeft(
        OLD,
        "other/afni:1 by line 1 of table.tsv",
        plan(List.of(new OriginRule.Neurodesk(), new OriginRule.Mapping(table)), List.of())
            .getFirst());
  }

  @Test
  void whatHasARecipeOrALaterFormIsNotTouched() throws IOException {
    for (String path :
        List.of(
            "images/a/a-recipe--1.sing",
            "images/a/a-both--1.simg",
            "images/a/a-both--1.sing",
            "images/a/a-sif--1.sif",
            "images/a/a-sif--1.simg")) {
      dataset.metadata(dataset.image(path), "docker://a/a:1");
    }
    dataset.write("images/a/Singularity.a-recipe--1", "Bootstrap: docker\nFrom: a/a:1\n");

    List<PlanEntry> plan = plan(new OriginRule.Metadata());

    assertEquals(5, plan.size());
    assertEquals("images/a/a-both--1.simg", eligible(plan.get(0)));
    assertLeft("images/a/a-both--1.sing", "as another image would", plan.get(1));
    assertLeft("images/a/a-recipe--1.sing", "Singularity.a-recipe--1", plan.get(2));
    assertEquals("images/a/a-sif--1.sif", eligible(plan.get(3)));
    assertLeft("images/a/a-sif--1.simg", "images/a/a-sif--1.sif is there already", plan.get(4));
  }

  @Test
  void namedImagesAreTakenInTheOrderTyped() throws IOException {
    dataset.metadata(dataset.image(APP), "docker://bids/app:v1.0");
    dataset.metadata(dataset.image(OLD), "docker://a/b:1");
    dataset.image("images/a/a-unknown--1.sif");
    dataset.write("README", "read me");
    List<OriginRule> rules = List.of(new OriginRule.Metadata());

    List<PlanEntry> plan =
        plan(rules, List.of(OLD, APP, "images/a/a-unknown--1.sif", "README", OLD));

    assertEquals(
        List.of(OLD, APP, "images/a/a-unknown--1.sif", "README"),
        plan.stream().map(PlanEntry::recipe).toList());
    assertTrue(assertInstanceOf(PlanEntry.NotEligible.class, plan.get(2)).named());
    assertTrue(assertInstanceOf(PlanEntry.NotEligible.class, plan.get(3)).named());
    FailureException failure =
        assertThrows(FailureException.class, () -> plan(rules, List.of("images/none.sif")));
    assertEquals(FailureKind.MISSING, failure.kind());
  }

  private static String eligible(PlanEntry entry) {
    return assertInstanceOf(PlanEntry.Eligible.class, entry).recipe();
  }

  private static void assertLeft(String path, String reason, PlanEntry entry) {
    PlanEntry.NotEligible left = assertInstanceOf(PlanEntry.NotEligible.class, entry);
    assertEquals(path, left.recipe());
    assertTrue(left.reason().contains(reason), left.reason());
  }

  private Path table(String text) throws IOException {
    return Files.writeString(elsewhere.resolve("table.tsv"), text);
  }

  private List<PlanEntry> plan(OriginRule rule) throws IOException {
    return plan(List.of(rule), List.of());
  }

  private List<PlanEntry> plan(List<OriginRule> rules, List<String> typed) throws IOException {
    dataset.commit();
    try (CommittedCollection collection = CommittedCollection.atHead(dataset.git())) {
      return OriginPlanner.plan(collection, rules, typed, root);
    }
  }
}
