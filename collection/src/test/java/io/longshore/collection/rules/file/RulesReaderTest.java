package io.longshore.collection.rules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.rules.Take;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.testing.Edits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RulesReaderTest {
  @Test
  void aFileWithoutSourcesFollowsNothing() {
    assertEquals(List.of(), read("# nothing yet\n").sources());
    assertEquals(List.of(), read("").sources());
    assertEquals(List.of(), read("defaults: {take: all}\n").sources());
  }

  @Test
  void valuesAreTextAndSourcesTakeDefaultsTheyDoNotOverride() {
    List<RuleSource> sources =
        read("""
        defaults:
          family: bids
          take: all
        sources:
          - repository: nipreps/fmriprep
            suffix: -20-2
            versions: 1.10
          - list: lists/apps.yml # ours
            take: newest
            test:
              command: "sh -c true"
              exit-codes: [0, 3]
              seconds: 90
        """)
            .sources();
    RuleSettings first = sources.getFirst().settings();
    assertEquals("1.10", first.get(RuleKey.VERSIONS).orElseThrow().text());
    assertEquals("bids", first.get(RuleKey.FAMILY).orElseThrow());
    assertEquals(Take.ALL, first.get(RuleKey.TAKE).orElseThrow());
    RuleSettings second = sources.getLast().settings();
    assertEquals(Take.NEWEST, second.get(RuleKey.TAKE).orElseThrow());
    assertEquals(List.of("sh", "-c", "true"), second.get(RuleKey.TEST).orElseThrow().command());
    assertEquals(
        Duration.ofSeconds(90), second.get(RuleKey.TEST).orElseThrow().limit().orElseThrow());
    assertEquals("list lists/apps.yml", sources.getLast().words());
  }

  @Test
  void allThatIsWrongIsToldWithItsPlace() {
    List<String> faults =
        read("""
        sources:
          - repository: nipreps/fmriprep
            famly: bids
            take: some
          - list: apps.yml
            suffix: -x
          - repository: nipreps/mriqc:1.0
          - family: bids
        """)
            .told();
    assertEquals(
        List.of(
            "rules:3:5 there is no key 'famly' here; did you mean family?",
            "rules:4:11 take takes newest or all, not 'some'",
            "rules:6:5 suffix cannot stand beside list; keys are family, tags, versions,"
                + " pre-releases, like-versions, take, platforms, words, only, except, test",
            "rules:7:17 repository: 'nipreps/mriqc:1.0' names one image; leave out what follows"
                + " the repository's name",
            "rules:8:5 a source has exactly one of the keys repository, registration, namespace,"
                + " list, neurodesk, this one has none"),
        faults);
  }

  @Test
  void theRestOfASourceIsReadThoughItsFirstKeyIsMistyped() {
    assertEquals(
        List.of(
            "rules:1:11 defaults is a mapping of keys and values, not a text",
            "rules:3:5 there is no key 'repositry' here; did you mean repository?",
            "rules:4:11 take takes newest or all, not 'some'"),
        read("""
        defaults: all
        sources:
          - repositry: nipreps/fmriprep
            take: some
        """)
            .told());
  }

  @Test
  void aPatternThatIsNoneIsToldWithItsPlace() {
    assertEquals(
        List.of("rules:3:25 only: '[z-a]' is no pattern: invalid character class range z-a"),
        read("""
        sources:
          - list: apps.yml
            only: ['nipreps/*', '[z-a]']
        """)
            .told());
  }

  @Test
  void aPasswordInTheAddressOfAListIsNotTold() {
    RuleSource source =
        read("sources:\n  - list: https://lab.example/apps?token=secret\n").sources().getFirst();
    assertEquals("list https://lab.example/apps", source.words());
  }

  @Test
  void whatIsNoYamlIsToldWithItsPlace() {
    assertTrue(read("sources: [\n").told().getFirst().startsWith("rules:2:1 is no YAML: "));
    assertEquals(
        List.of("rules:3:1 stands there twice: 'sources'"),
        read("sources:\n  - repository: a/b\nsources:\n").told());
    assertEquals(List.of("rules:1:1 is not text in UTF-8"), told(new byte[] {(byte) 0xff, 10}));
    assertEquals(List.of("rules:1:1 is larger than 1 MiB"), told(new byte[(1 << 20) + 1]));
  }

  @Test
  void whatMakesMuchOfLittleIsRefused() {
    assertEquals(
        List.of("rules:1:11 has an anchor (&): write it out where it is needed"),
        read("defaults: &a {take: all}\nsources: [*a, *a]\n").told());
    assertEquals(
        List.of("rules:1:29 lies deeper than 20 levels"),
        read("sources: " + "[".repeat(9999)).told());
    assertEquals(
        List.of("rules:1:10 has a tag (!): all values are plain text"),
        read("sources: !!java/object [a]\n").told());
  }

  @Test
  void whoeverWantsRulesIsToldTheFirstFaultAndHowManyThereAre() {
    FailureException failure =
        assertThrows(
            FailureException.class, () -> read("source: 1\nsurces: 2\n").reading().require());
    assertEquals(FailureKind.MALFORMED, failure.kind());
    assertEquals("rules:1:1", failure.subject());
    assertTrue(failure.problem().endsWith("did you mean sources? (and 1 more)"), failure.problem());
  }

  @Provide
  Arbitrary<byte[]> edited() {
    return Edits.of(
        """
        defaults: {family: bids, platforms: [amd64, arm64]}
        sources:
          - repository: "nipreps/fmriprep"
            versions: '>=20.2 <21'
            deprecated: {because: |
              old, use: bids-x}
          - neurodesk: https://example.org/log.txt
            only: [afni, 'fsl*']
        """);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void whateverStandsThereIsReadOrToldWithAPlaceInTheFile(@ForAll("edited") byte[] bytes) {
    for (RuleFault fault : RulesReader.read(bytes, "rules").faults()) {
      long lines = new String(bytes, StandardCharsets.UTF_8).split("\\R", -1).length + 1L;
      assertTrue(fault.place().line() >= 1 && fault.place().line() <= lines, fault.toString());
      assertTrue(!fault.problem().isBlank());
    }
  }

  private static List<String> told(byte[] bytes) {
    return new Read(RulesReader.read(bytes, "rules")).told();
  }

  private static Read read(String text) {
    return new Read(RulesReader.read(text.getBytes(StandardCharsets.UTF_8), "rules"));
  }

  private record Read(RulesReader.Reading reading) {
    List<String> told() {
      return reading.faults().stream().map(fault -> fault.place() + " " + fault.problem()).toList();
    }

    List<RuleSource> sources() {
      assertEquals(List.of(), told());
      return reading.rules().sources();
    }
  }
}
