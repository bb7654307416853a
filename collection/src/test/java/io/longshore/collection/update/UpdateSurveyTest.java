package io.longshore.collection.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.FollowedName;
import io.longshore.collection.rules.ImageTest;
import io.longshore.collection.rules.Offer;
import io.longshore.collection.rules.RulePlace;
import io.longshore.collection.rules.Standing;
import io.longshore.collection.rules.Supply;
import io.longshore.collection.rules.TagPattern;
import io.longshore.collection.rules.TagRule;
import io.longshore.collection.rules.Take;
import io.longshore.collection.rules.version.Version;
import io.longshore.dataset.DataladConfig;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.TagList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UpdateSurveyTest {
  private static final Repository FMRIPREP = new Repository("docker.io", "nipreps/fmriprep");

  private final SequencedMap<String, Digest> served = new TreeMap<>();
  private final List<PresentImage> present = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private String configuration = "";

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private void serve(String... tags) {
    for (String tag : tags) {
      served.put(tag, digest(tag));
    }
  }

  /** What the collection has, as it is served. */
  private void have(String... tags) {
    for (String tag : tags) {
      serve(tag);
      present.add(image("images/bids/bids-fmriprep--" + tag + ".sif", tag));
    }
  }

  private static PresentImage image(String sif, String tag) {
    return new PresentImage(
        ImageNames.ofSif(sif).orElseThrow(),
        Optional.of(Reference.parse("nipreps/fmriprep:" + tag)),
        Optional.of(digest(tag)),
        RecipeExtras.NONE);
  }

  private static Followed followed(String suffix, TagRule rule, Take take, Standing standing) {
    return new Followed(
        new RulePlace("longshore.yaml", 1, 1),
        new Supply.Tags(FMRIPREP, rule),
        new FollowedName("bids", "bids-fmriprep", "bids-fmriprep" + suffix),
        take,
        List.of(Platform.LINUX_AMD64),
        List.of(),
        standing,
        ImageTest.USUAL);
  }

  private static Followed usual(Take take) {
    return followed("", TagRule.DEFAULT, take, Standing.USUAL);
  }

  private List<Outlook> look(Followed... followed) throws IOException {
    Registries registries =
        new Registries() {
          @Override
          public TagList tags(Repository repository) throws IOException {
            asked.add("tags");
            if (!repository.equals(FMRIPREP)) {
              throw new FailureException(FailureKind.GONE, repository.toString(), "x", "y");
            }
            return new TagList(new LinkedHashSet<>(served.keySet()), Optional.empty());
          }

          @Override
          public Digest digestOf(Reference reference) {
            synchronized (asked) {
              asked.add(reference.asAsked());
            }
            return served.get(reference.tag().orElseThrow());
          }
        };
    return UpdateSurvey.of(
        List.of(followed),
        PresentImages.of(present),
        DataladConfig.parse(configuration.getBytes(StandardCharsets.UTF_8)),
        registries);
  }

  private static List<String> versions(List<Offer> offers) {
    return offers.stream().map(offer -> offer.version().text()).toList();
  }

  @Test
  void theNewestIsWantedAndThoseInBetweenAreTold() throws IOException {
    have("20.2.0", "20.2.1");
    serve("19.0.0", "20.2.0rc1", "20.2.5", "21.0.0", "latest");
    Outlook outlook = look(usual(Take.NEWEST)).getFirst();
    assertEquals(List.of("21.0.0"), versions(outlook.wanted()));
    assertEquals(List.of("20.2.5", "21.0.0"), versions(outlook.newer()));
    assertEquals(List.of("20.2.5"), versions(outlook.between()));
  }

  @Test
  void allAreWantedWhereTheRuleSaysSo() throws IOException {
    have("20.2.1");
    serve("19.0.0", "20.2.5", "21.0.0");
    List<Outlook> outlooks = look(usual(Take.ALL));
    List<NewVersion> plan = UpdatePlan.of(outlooks, /* rebuildMoved= */ false);
    assertEquals(
        List.of("bids-fmriprep--19.0.0", "bids-fmriprep--20.2.5", "bids-fmriprep--21.0.0"),
        plan.stream().map(version -> version.names().name()).toList());
    // The registration never goes back.
    assertEquals(
        List.of(Optional.empty(), Optional.of("bids-fmriprep"), Optional.of("bids-fmriprep")),
        plan.stream().map(NewVersion::registration).toList());
  }

  @Test
  void ofANewContainerTheNewestIsWantedAndNothingWasMissed() throws IOException {
    serve("1.0.0", "2.0.0");
    Outlook outlook = look(usual(Take.NEWEST)).getFirst();
    assertTrue(outlook.isNew());
    assertEquals(List.of("2.0.0"), versions(outlook.wanted()));
    assertEquals(List.of(), versions(outlook.between()));
  }

  @Test
  void aSecondLineOfVersionsHasItsOwnNewest() throws IOException {
    have("20.2.1", "23.0.0");
    serve("20.2.7", "23.1.0");
    TagRule line =
        new TagRule(
            Optional.of(TagPattern.parse("^v?20\\.2\\.[0-9]+$")), Optional.empty(), false, false);
    List<Outlook> outlooks =
        look(usual(Take.NEWEST), followed("-20-2", line, Take.NEWEST, Standing.USUAL));
    assertEquals(List.of("23.1.0"), versions(outlooks.getFirst().wanted()));
    assertEquals(List.of("20.2.7"), versions(outlooks.getLast().wanted()));
    assertEquals("bids-fmriprep-20-2", outlooks.getLast().name());
    assertEquals(Optional.of(new Version("20.2.1")), outlooks.getLast().newestHere());
    assertEquals(1, asked.stream().filter("tags"::equals).count());
  }

  @Test
  void whatIsPinnedIsAskedForAndLeftAlone() throws IOException {
    have("20.2.0");
    serve("21.0.0");
    served.put("20.2.0", digest("moved"));
    Standing pinned = new Standing(Optional.of(new Version("20.2.0")), false, Optional.empty());
    List<Outlook> outlooks = look(followed("", TagRule.DEFAULT, Take.NEWEST, pinned));
    assertTrue(outlooks.getFirst().isHeld());
    assertFalse(outlooks.getFirst().hasUpdate());
    assertEquals(List.of("21.0.0"), versions(outlooks.getFirst().newer()));
    assertEquals(List.of(), UpdatePlan.of(outlooks, /* rebuildMoved= */ true));
  }

  @Test
  void nothingIsAskedForWhatIsFrozen() throws IOException {
    have("20.2.0");
    serve("21.0.0");
    configuration =
        """
        [datalad "containers.bids-fmriprep"]
        # frozen by a project
        image = images/bids/bids-fmriprep--20.2.0.sif
        """;
    Outlook outlook = look(usual(Take.NEWEST)).getFirst();
    assertTrue(outlook.frozen());
    assertEquals(List.of(), asked);
  }

  @Test
  void aMovedTagIsMadeAnewAndWhatWasThereKeepsItsBytesUnderItsDigest() throws IOException {
    have("20.2.0");
    served.put("20.2.0", digest("moved"));
    List<Outlook> outlooks = look(usual(Take.NEWEST));
    assertEquals(List.of(), UpdatePlan.of(outlooks, /* rebuildMoved= */ false));
    NewVersion rebuilt = UpdatePlan.of(outlooks, /* rebuildMoved= */ true).getFirst();
    assertEquals("bids-fmriprep--20.2.0", rebuilt.names().name());
    assertEquals(
        Optional.of("bids-fmriprep--20.2.0-" + digest("20.2.0").hex().substring(0, 12)),
        rebuilt.keptAs().map(ImageNames::name));
    assertEquals(Optional.empty(), rebuilt.registration());
  }

  @Test
  void whatHadToGiveWayIsNoVersionAndNotAskedForAgain() throws IOException {
    have("20.2.0");
    String hex = digest("9.9.9").hex().substring(0, 12);
    present.add(image("images/bids/bids-fmriprep--9.9.9-" + hex + ".sif", "9.9.9"));
    Outlook outlook = look(usual(Take.NEWEST)).getFirst();
    assertEquals(List.of(new Version("20.2.0")), outlook.here());
    assertEquals(List.of(), outlook.gone());
    assertEquals(List.of("tags", "nipreps/fmriprep:20.2.0"), asked);
  }

  @Test
  void aTagThatIsGoneIsToldAndNotAskedFor() throws IOException {
    have("20.2.0", "20.2.1");
    served.remove("20.2.0");
    Outlook outlook = look(usual(Take.NEWEST)).getFirst();
    assertEquals(
        List.of("bids-fmriprep--20.2.0"),
        outlook.gone().stream().map(image -> image.names().name()).toList());
    assertEquals(List.of("tags", "nipreps/fmriprep:20.2.1"), asked);
  }

  @Test
  void anImageThatIsCalledOtherwiseThanItsTagIsKnownByItsReference() throws IOException {
    serve("v20.2.0");
    present.add(image("images/bids/bids-fmriprep--version-20.2.0.sif", "v20.2.0"));
    Outlook outlook = look(usual(Take.NEWEST)).getFirst();
    assertEquals(List.of(), outlook.absent());
    assertEquals(List.of(new Version("20.2.0")), outlook.here());
  }

  @Test
  void aSourceThatFailsKeepsNoOtherFromBeingAsked() throws IOException {
    have("20.2.0");
    serve("21.0.0");
    Followed gone =
        new Followed(
            new RulePlace("longshore.yaml", 2, 1),
            new Supply.Tags(new Repository("docker.io", "lab/gone"), TagRule.DEFAULT),
            new FollowedName("lab", "lab-gone", "lab-gone"),
            Take.NEWEST,
            List.of(Platform.LINUX_AMD64),
            List.of(),
            Standing.USUAL,
            ImageTest.USUAL);
    List<Outlook> outlooks = look(gone, usual(Take.NEWEST));
    assertEquals(
        Optional.of(FailureKind.GONE), outlooks.getFirst().failure().map(FailureException::kind));
    assertEquals(List.of("21.0.0"), versions(outlooks.getLast().wanted()));
    assertTrue(new News(outlooks, List.of(), List.of()).hasFailures());
  }

  @Test
  void architecturesStandSideBySide() throws IOException {
    have("1.0.0");
    Followed both =
        new Followed(
            new RulePlace("longshore.yaml", 1, 1),
            new Supply.Tags(FMRIPREP, TagRule.DEFAULT),
            new FollowedName("bids", "bids-fmriprep", "bids-fmriprep"),
            Take.NEWEST,
            List.of(Platform.LINUX_AMD64, Platform.parse("linux/arm64")),
            List.of(),
            Standing.USUAL,
            ImageTest.USUAL);
    List<Outlook> outlooks = look(both);
    assertEquals(List.of(), versions(outlooks.getFirst().wanted()));
    NewVersion arm = UpdatePlan.of(outlooks, /* rebuildMoved= */ false).getFirst();
    assertEquals("bids-fmriprep_arm64--1.0.0", arm.names().name());
    assertEquals(Optional.of("bids-fmriprep-arm64"), arm.registration());
  }

  @Test
  void listedVersionsNeedNoTags() throws IOException {
    Followed listed =
        new Followed(
            new RulePlace("longshore.yaml", 1, 1),
            new Supply.Listed(
                List.of(
                    new Offer(new Version("1.0"), Reference.parse("vnmd/x_1.0:20240101")),
                    new Offer(new Version("1.1"), Reference.parse("vnmd/x_1.1:20250101")))),
            new FollowedName("neurodesk", "neurodesk-x", "neurodesk-x"),
            Take.NEWEST,
            List.of(Platform.LINUX_AMD64),
            List.of(),
            Standing.USUAL,
            ImageTest.USUAL);
    present.add(
        new PresentImage(
            ImageNames.ofSif("images/neurodesk/neurodesk-x--1.0.sif").orElseThrow(),
            Optional.of(Reference.parse("vnmd/x_1.0:20240101")),
            Optional.empty(),
            RecipeExtras.NONE));
    Outlook outlook = look(listed).getFirst();
    assertEquals(List.of("1.1"), versions(outlook.wanted()));
    assertEquals(List.of(), asked);
    assertEquals(Map.of(), Map.copyOf(served));
  }
}
