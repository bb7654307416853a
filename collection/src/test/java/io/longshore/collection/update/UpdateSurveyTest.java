package io.longshore.collection.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.inventory.PresentImage;
import io.longshore.collection.inventory.PresentImages;
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
  private final List<String> silent = new ArrayList<>();
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
    return image(
        sif, Optional.of(Reference.parse("nipreps/fmriprep:" + tag)), Optional.of(digest(tag)));
  }

  private static PresentImage image(
      String sif, Optional<Reference> reference, Optional<Digest> digest) {
    return new PresentImage(
        ImageNames.ofSif(sif).orElseThrow(),
        reference,
        digest,
        Optional.empty(),
        RecipeExtras.NONE,
        /* hasLayout= */ digest.isPresent(),
        /* hasSif= */ true);
  }

  private static TagRule lineOf(String pattern) {
    return new TagRule(
        Optional.of(TagPattern.parse(pattern)), Optional.empty(), Optional.empty(), false);
  }

  private static Followed listed(Offer... offers) {
    return new Followed(
        new RulePlace("longshore.yaml", 1, 1),
        new Supply.Listed(List.of(offers)),
        new FollowedName("neurodesk", "neurodesk-x", "neurodesk-x"),
        Take.NEWEST,
        List.of(Platform.LINUX_AMD64),
        List.of(),
        Standing.USUAL,
        ImageTest.USUAL);
  }

  private void register(String name, String image) {
    configuration += "[datalad \"containers." + name + "\"]\n\timage = " + image + "\n";
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
          public Digest digestOf(Reference reference) throws IOException {
            synchronized (asked) {
              asked.add(reference.asAsked());
            }
            String tag = reference.tag().orElseThrow();
            if (silent.contains(tag)) {
              throw new FailureException(FailureKind.AUTH, reference.asAsked(), "x", "y");
            }
            return served.get(tag);
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
        List.of(List.of(), List.of("bids-fmriprep"), List.of("bids-fmriprep")),
        plan.stream().map(NewVersion::registrations).toList());
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
    TagRule line = lineOf("^v?20\\.2\\.[0-9]+$");
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
    assertEquals(List.of(), rebuilt.registrations());
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
    assertTrue(
        new News(outlooks, List.of(), List.of(), DataladConfig.parse(new byte[0])).hasFailures());
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
    assertEquals(List.of("bids-fmriprep-arm64"), arm.registrations());
  }

  @Test
  void listedVersionsNeedNoTags() throws IOException {
    present.add(
        image(
            "images/neurodesk/neurodesk-x--1.0.sif",
            Optional.of(Reference.parse("vnmd/x_1.0:20240101")),
            Optional.empty()));
    Outlook outlook =
        look(listed(
                new Offer(new Version("1.0"), Reference.parse("vnmd/x_1.0:20240101")),
                new Offer(new Version("1.1"), Reference.parse("vnmd/x_1.1:20250101"))))
            .getFirst();
    assertEquals(List.of("1.1"), versions(outlook.wanted()));
    assertEquals(List.of(), asked);
    assertEquals(Map.of(), Map.copyOf(served));
  }

  @Test
  void anImageThatTwoLinesWantIsRegisteredForBoth() throws IOException {
    serve("20.2.7");
    TagRule line = lineOf("^20\\.2\\.");
    List<NewVersion> plan =
        UpdatePlan.of(
            look(usual(Take.ALL), followed("-20-2", line, Take.NEWEST, Standing.USUAL)), false);
    assertEquals(1, plan.size());
    assertEquals(
        List.of("bids-fmriprep", "bids-fmriprep-20-2"),
        plan.getFirst().registrations().stream().sorted().toList());
  }

  @Test
  void aTagThatIsNotAnsweredForKeepsNothingElseFromBeingToldAndAdded() throws IOException {
    have("20.2.0", "20.2.1");
    serve("21.0.0");
    served.put("20.2.1", digest("moved"));
    silent.add("20.2.0");
    List<Outlook> outlooks = look(usual(Take.NEWEST));
    assertEquals(
        List.of("nipreps/fmriprep:20.2.0"),
        outlooks.getFirst().failures().stream().map(FailureException::subject).toList());
    assertTrue(
        new News(outlooks, List.of(), List.of(), DataladConfig.parse(new byte[0])).hasFailures());
    assertEquals(
        List.of("bids-fmriprep--21.0.0", "bids-fmriprep--20.2.1"),
        UpdatePlan.of(outlooks, /* rebuildMoved= */ true).stream()
            .map(version -> version.names().name())
            .toList());
  }

  @Test
  void anImageWhoseTagIsNotKnownIsOfEveryPattern() throws IOException {
    serve("v0.9", "2.0");
    present.add(image("images/bids/bids-fmriprep--1.0.sif", Optional.empty(), Optional.empty()));
    List<Outlook> outlooks = look(followed("", lineOf("^v"), Take.NEWEST, Standing.USUAL));
    assertEquals(List.of(new Version("1.0")), outlooks.getFirst().here());
    assertEquals(List.of(), UpdatePlan.of(outlooks, false));
  }

  @Test
  void aRegistrationNeverGoesBack() throws IOException {
    serve("v0.9");
    present.add(image("images/bids/bids-fmriprep--1.0.sif", "1.0"));
    register("bids-fmriprep", "images/bids/bids-fmriprep--1.0.sif");
    List<Outlook> outlooks = look(followed("", lineOf("^v"), Take.NEWEST, Standing.USUAL));
    NewVersion planned = UpdatePlan.of(outlooks, false).getFirst();
    assertEquals("bids-fmriprep--0.9", planned.names().name());
    assertEquals(List.of(), planned.registrations());
  }

  @Test
  void aVersionThatIsHereUnderAnotherTagIsNotAbsent() throws IOException {
    present.add(image("images/bids/bids-fmriprep--v1.0.sif", "v1.0"));
    serve("v1.0", "1.0");
    register("bids-fmriprep", "images/bids/bids-fmriprep--v1.0.sif");
    Outlook outlook = look(usual(Take.NEWEST)).getFirst();
    assertEquals(List.of(), outlook.absent());
    assertFalse(outlook.hasUpdate());
  }

  @Test
  void aVersionThatIsListedWithAnotherBuildHasMoved() throws IOException {
    String sif = "images/neurodesk/neurodesk-x--1.0.sif";
    Reference first = Reference.parse("vnmd/x_1.0:20240101");
    Reference second = Reference.parse("vnmd/x_1.0:20250101");
    present.add(image(sif, Optional.of(first), Optional.of(digest("first"))));
    serve("20250101");
    List<Outlook> outlooks = look(listed(new Offer(new Version("1.0"), second)));
    assertEquals(List.of("vnmd/x_1.0:20250101"), asked);
    NewVersion rebuilt = UpdatePlan.of(outlooks, /* rebuildMoved= */ true).getFirst();
    assertEquals(second, rebuilt.reference());
    assertEquals("neurodesk-x--1.0", rebuilt.names().name());
  }

  @Test
  void noDigestIsAskedForWhereTheListOfTagsFailed() throws IOException {
    Repository gone = new Repository("docker.io", "lab/gone");
    present.add(
        image(
            "images/lab/lab-gone--1.0.sif",
            Optional.of(Reference.parse("lab/gone:1.0")),
            Optional.of(digest("1.0"))));
    look(
        new Followed(
            new RulePlace("longshore.yaml", 2, 1),
            new Supply.Tags(gone, TagRule.DEFAULT),
            new FollowedName("lab", "lab-gone", "lab-gone"),
            Take.NEWEST,
            List.of(Platform.LINUX_AMD64),
            List.of(),
            Standing.USUAL,
            ImageTest.USUAL));
    assertEquals(List.of("tags"), asked);
  }

  private static List<String> due(List<Outlook> outlooks) {
    return UpdatePlan.registrations(outlooks).stream()
        .map(one -> one.name() + " " + one.image().name())
        .toList();
  }

  @Test
  void anImageThatIsHereIsRegisteredForANewRule() throws IOException {
    have("20.2.1", "23.0.0");
    register("bids-fmriprep", "images/bids/bids-fmriprep--23.0.0.sif");
    TagRule line = lineOf("^20\\.2\\.");
    List<Outlook> outlooks =
        look(usual(Take.NEWEST), followed("-20-2", line, Take.NEWEST, Standing.USUAL));
    assertEquals(List.of("bids-fmriprep-20-2 bids-fmriprep--20.2.1"), due(outlooks));
    assertEquals(List.of(), UpdatePlan.of(outlooks, /* rebuildMoved= */ false));
    assertTrue(outlooks.getLast().hasUpdate());
  }

  @Test
  void aRegistrationThatIsBehindWhatIsHereIsAdvanced() throws IOException {
    have("20.2.1", "23.0.0");
    register("bids-fmriprep", "images/bids/bids-fmriprep--20.2.1.sif");
    assertEquals(List.of("bids-fmriprep bids-fmriprep--23.0.0"), due(look(usual(Take.NEWEST))));
    Standing pinned = new Standing(Optional.of(new Version("20.2.1")), false, Optional.empty());
    assertEquals(List.of(), due(look(followed("", TagRule.DEFAULT, Take.NEWEST, pinned))));
  }

  @Test
  void aRegistrationOfAnotherContainersImageIsSomebodysChoice() throws IOException {
    have("20.2.1");
    register("bids-fmriprep", "images/bids/bids-other--1.0.sif");
    assertEquals(List.of(), due(look(usual(Take.NEWEST))));
  }
}
