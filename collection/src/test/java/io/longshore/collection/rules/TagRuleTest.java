package io.longshore.collection.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.rules.version.VersionRange;
import io.longshore.oci.Repository;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagRuleTest {
  private static final List<String> FMRIPREP =
      List.of(
          "latest", "20.2.0rc2", "20.2.10", "20.2.8", "25.2.5", "25.3.0rc1", "unstable", "master");

  @Test
  void theNewestReleaseIsTakenByDefault() {
    assertEquals("25.2.5", newest(TagRule.DEFAULT, FMRIPREP));
    assertEquals(List.of("20.2.8", "20.2.10", "25.2.5"), all(TagRule.DEFAULT, FMRIPREP));
  }

  @Test
  void aPatternGivesASecondLineOfVersions() {
    assertEquals("20.2.10", newest(pattern("^v?20\\.2\\.[0-9]+$"), FMRIPREP));
  }

  @Test
  void soDoesARange() {
    TagRule rule =
        new TagRule(
            Optional.empty(),
            Optional.of(VersionRange.parse(">=20.2 <21")),
            Optional.empty(),
            false);
    assertEquals(List.of("20.2.8", "20.2.10"), all(rule, FMRIPREP));
  }

  @Test
  void preReleasesAreTakenIfAskedFor() {
    TagRule rule = new TagRule(Optional.empty(), Optional.empty(), Optional.of(true), false);
    assertEquals("25.3.0rc1", newest(rule, FMRIPREP));
  }

  @Test
  void preReleasesAreTakenWhereThereIsNoRelease() {
    assertEquals("6.0.0.beta-0", newest(TagRule.DEFAULT, List.of("latest", "v6.0.0.beta-0")));
  }

  @Test
  void preReleasesAreNeverTakenWhereTheRuleSaysSo() {
    TagRule rule = new TagRule(Optional.empty(), Optional.empty(), Optional.of(false), false);
    assertEquals(List.of(), all(rule, List.of("latest", "v6.0.0.beta-0")));
    assertEquals(List.of(), all(rule, List.of("master")));
    assertEquals("latest", newest(rule, List.of("latest")));
  }

  @Test
  void aSingleTagIsTakenWhateverItIsCalled() {
    assertEquals("latest", newest(TagRule.DEFAULT, List.of("latest")));
    assertEquals("latest", newest(pattern("^latest$"), List.of("latest", "1.0")));
  }

  @Test
  void aSingleTagIsNotTakenWhereVersionsAreWanted() {
    TagRule rule = new TagRule(Optional.empty(), Optional.empty(), Optional.empty(), true);
    assertEquals(List.of(), all(rule, List.of("latest")));
  }

  @Test
  void noneOfSeveralTagsThatAreNoVersionsIsTaken() {
    assertEquals(List.of(), all(TagRule.DEFAULT, List.of("latest", "unstable")));
  }

  @Test
  void twoTagsOfOneVersionAreOne() {
    assertEquals(
        List.of("1.15.0", "v1.16.0"),
        TagRule.DEFAULT.candidates(List.of("v1.15.0", "1.15.0", "v1.16.0")).stream()
            .map(TaggedVersion::tag)
            .toList());
  }

  @Test
  void tagsThatNoReferenceCanHaveAreLeftOut() {
    Supply.Tags tags = new Supply.Tags(new Repository("docker.io", "bids/aa"), TagRule.DEFAULT);
    List<Offer> offers = tags.offers(List.of("v0.2.0", "1.0 x", "2.0@sha256:0", "3.0/../x", ""));
    assertEquals(1, offers.size());
    assertEquals("bids/aa:v0.2.0", offers.getFirst().reference().asAsked());
    assertEquals("0.2.0", offers.getFirst().version().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "",
        "(?=x)",
        "\\1",
        "((((a{99}){99}){99}){99})",
        "a{1001}",
        "(a{500,}){3}",
        "(aaaaaaaaaaaaaaa){900}"
      })
  void aPatternThatIsNoneOrWouldTakeMuchMemoryIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> TagPattern.parse(text));
  }

  /** A matcher that goes back would take longer than anybody waits. */
  @Test
  void aStrangersPatternTakesNoTime() {
    assertTrue(!TagPattern.parse("^(([a-z])+.)+[A-Z]([a-z])+$").fits("a".repeat(128)));
  }

  private static TagRule pattern(String text) {
    return new TagRule(
        Optional.of(TagPattern.parse(text)), Optional.empty(), Optional.empty(), false);
  }

  private static String newest(TagRule rule, List<String> tags) {
    return rule.newest(tags).orElseThrow().version().text();
  }

  private static List<String> all(TagRule rule, List<String> tags) {
    return rule.candidates(tags).stream().map(tagged -> tagged.version().text()).toList();
  }
}
