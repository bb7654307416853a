package io.longshore.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataladConfigTest {
  private static final String COLLECTION =
      """
      [datalad "dataset"]
      	id = b02e63c2-62c1-11e9-82b0-52540040489c
      [datalad "containers.bids-validator"]
      	cmdexec = {img_dspath}/scripts/singularity_cmd run {img} {cmd}
      	image = images/bids/bids-validator--1.2.3.sing  # frozen
      ; a remark of its own
      [datalad "containers.bids-aa"]
        image=./images/bids/bids-aa--0.2.0.sing
        cmdexec = one \\
      two "three # four" \\"five\\"
        extra-input = a
        extra-input = b
      """;

  private static DataladConfig parse(String text) throws FailureException {
    return DataladConfig.parse(text.getBytes(UTF_8));
  }

  private static String text(DataladConfig config) {
    return new String(config.bytes(), UTF_8);
  }

  private static RepositoryPath path(String path) {
    return RepositoryPath.of(path);
  }

  @Test
  void whatIsFrozenIsACommentBehindTheImage() throws FailureException {
    DataladConfig config = parse(COLLECTION);
    assertEquals(COLLECTION, text(config.withFrozen("bids-validator")));
    DataladConfig frozen = config.withFrozen("bids-aa");
    assertEquals(
        COLLECTION.replace("bids-aa--0.2.0.sing", "bids-aa--0.2.0.sing  # frozen"), text(frozen));
    assertTrue(frozen.isFrozen("bids-aa"));
    assertEquals(config.registrations(), frozen.registrations());
    assertEquals(COLLECTION, text(frozen.withoutFrozen("bids-aa")));
    assertEquals(
        COLLECTION.replace("  # frozen", ""), text(config.withoutFrozen("bids-validator")));
    assertThrows(IllegalArgumentException.class, () -> config.withFrozen("absent"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '# frozen by Ada\n[datalad "containers.a"]\nimage = x\n' | '[datalad "containers.a"]\nimage = x\n'
          '[datalad "containers.a"] # frozen\nimage = x'             | '[datalad "containers.a"]\nimage = x'
          '[datalad "containers.a"]\n\t; Frozen: a study\nimage = x' | '[datalad "containers.a"]\nimage = x'
          '[datalad "containers.a"] image = x # frozen # old\n'      | '[datalad "containers.a"] image = x # old\n'
          '[datalad "containers.a"] image = x # frozen: by Ada # 1\n' | '[datalad "containers.a"] image = x\n'
          '[datalad "containers.a"] image = x #frozen ;frozen: a # b' | '[datalad "containers.a"] image = x'
          '# frozen # of 2025\n[datalad "containers.a"]\nimage = x\n' | ' # of 2025\n[datalad "containers.a"]\nimage = x\n'
          '[datalad "containers.a"]\nimage=\\\n# frozen\ncmdexec = y\n' | '[datalad "containers.a"]\nimage=\\\n\ncmdexec = y\n'
          '[datalad "containers.a"]\nimage=\\\n# frozen\n[datalad "containers.a"]\ncmdexec = y\n' | '[datalad "containers.a"]\nimage=\\\n\n[datalad "containers.a"]\ncmdexec = y\n'
          '# frozen\n[datalad "containers.a"] [datalad "containers.a"] image = x\n' | '[datalad "containers.a"] [datalad "containers.a"] image = x\n'
          '[datalad "containers.a"]\nimage = x # kept\n'            | '[datalad "containers.a"]\nimage = x # kept\n'
          """)
  void thawingTakesTheCommentAndItsLine(String before, String after) throws FailureException {
    DataladConfig config = parse(before.replace("\\n", "\n").replace("\\t", "\t"));
    assertEquals(after.replace("\\n", "\n"), text(config.withoutFrozen("a")));
  }

  @Test
  void aBackslashAtTheEndOfTheFileDoesNotTakeTheCommentIntoTheValue() throws FailureException {
    String file = "[datalad \"containers.a\"] image = x\\";
    DataladConfig frozen = parse(file).withFrozen("a");
    assertEquals(file + "\n  # frozen", text(frozen));
    assertTrue(frozen.isFrozen("a"));
    String escaped = file + "\\";
    assertEquals(escaped + "  # frozen", text(parse(escaped).withFrozen("a")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"  # the version of Doe 2025", "# close by", " ; \tfrozenness matters"})
  void whatStoodBehindTheImageStandsThereAfterThawing(String comment) throws FailureException {
    String before = "[datalad \"containers.a\"] image = x" + comment + "\n";
    DataladConfig frozen = parse(before).withFrozen("a");
    assertTrue(frozen.isFrozen("a"));
    assertEquals(before, text(frozen.withoutFrozen("a")));
  }

  @Test
  void registrationsAreReadAsGitReadsThem() throws FailureException {
    DataladConfig config = parse(COLLECTION);
    assertEquals(Optional.of("b02e63c2-62c1-11e9-82b0-52540040489c"), config.datasetId());
    Registration validator = config.registration("bids-validator").orElseThrow();
    assertEquals(Optional.of("images/bids/bids-validator--1.2.3.sing"), validator.image());
    Registration second = config.registration("bids-aa").orElseThrow();
    assertEquals(Optional.of("one two three # four \"five\""), second.setting("cmdexec"));
    assertEquals(Optional.of("b"), second.setting("extra-input"));
    assertEquals(3, second.settings().size());
    assertEquals(
        List.of("bids-validator", "bids-aa"),
        config.registrations().stream().map(Registration::name).toList());
  }

  @Test
  void registrationsAreFoundByTheirImageHoweverItIsWritten() throws FailureException {
    DataladConfig config = parse(COLLECTION);
    assertEquals(
        "bids-aa", config.pointingTo(path("images/bids/bids-aa--0.2.0.sing")).getFirst().name());
    assertEquals(List.of(), config.pointingTo(path("images/bids/bids-aa--0.2.0.sif")));
    assertEquals(
        List.of(),
        parse(
                """
                [datalad "containers.x"]
                 image = /images/x.sing
                [datalad "containers.y"]
                 image = ../x
                """)
            .pointingTo(path("images/x.sing")));
  }

  @Test
  void pointingToAnotherImageChangesTheValueAlone() throws FailureException {
    assertEquals(
        COLLECTION.replace("1.2.3.sing ", "1.2.3.sif "),
        text(
            parse(COLLECTION)
                .withImage("bids-validator", path("images/bids/bids-validator--1.2.3.sif"))));
    assertEquals(
        COLLECTION.replace("image=./images/bids/bids-aa--0.2.0.sing", "image=images/new.sif"),
        text(parse(COLLECTION).withImage("bids-aa", path("images/new.sif"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        // before|after, in the section of container x; | stands between, ~ for a line end
        "image = a~|image = b~",
        "image=a|image=b",
        "image = \"a\" ; kept~|image = b ; kept~",
        "image =~|image = b~",
        "image~|image = b~",
        "image = one~image = two~|image = one~image = b~",
        "IMAGE = a~|IMAGE = b~",
        "image = a\\~b\\~c~other = d~|image = b~other = d~",
        "other = a~|other = a~\timage = b~",
        "other = a|other = a~\timage = b~"
      })
  void everyWayOfWritingAnImageCanBeReplaced(String before, String after) throws FailureException {
    for (String lineEnd : List.of("\n", "\r\n")) {
      String header = "[datalad \"containers.x\"]" + lineEnd;
      DataladConfig config = parse(header + before.replace("~", lineEnd));
      assertEquals(header + after.replace("~", lineEnd), text(config.withImage("x", path("b"))));
    }
  }

  @Test
  void aValueOnTheLineOfItsSectionIsReplacedThere() throws FailureException {
    String text = "[datalad \"containers.x\"] image = a # c\n\tother = 1\n";
    assertEquals(text.replace(" a ", " b "), text(parse(text).withImage("x", path("b"))));
  }

  @Test
  void aBackslashAtTheVeryEndDoesNotSwallowTheImageSetAfterIt() throws FailureException {
    String text = "[datalad \"containers.x\"]\n\tcmdexec = run \\";
    DataladConfig changed = parse(text).withImage("x", path("b"));
    assertEquals(text + "\n\n\timage = b\n", text(changed));
    assertEquals(Optional.of("b"), changed.registration("x").orElseThrow().image());
  }

  @Test
  void aValueGitWouldMisreadIsQuoted() throws FailureException {
    DataladConfig config = parse("[datalad \"containers.x\"]\n\timage = a\n");
    DataladConfig changed = config.withImage("x", path("images/a#1;\"2\"\\3 "));
    assertEquals(
        "[datalad \"containers.x\"]\n\timage = \"images/a#1;\\\"2\\\"\\\\3 \"\n", text(changed));
    assertEquals(
        Optional.of(path("images/a#1;\"2\"\\3 ")),
        changed.registration("x").orElseThrow().imagePath());
  }

  @Test
  void aRegistrationIsAddedAtTheEndInTheLineEndsOfTheFile() throws FailureException {
    Registration added =
        Registration.of("new", path("bids/x.oci"), "{img_dspath}/scripts/oci_cmd run {img} {cmd}");
    String written =
        """
        [datalad "containers.new"] image = bids/x.oci
        [datalad "containers.new"] cmdexec = {img_dspath}/scripts/oci_cmd run {img} {cmd}
        """;
    assertEquals(COLLECTION + written, text(parse(COLLECTION).with(added)));
    assertEquals(written, text(parse("").with(added)));
    assertEquals("[a]\n\tb = c\n" + written, text(parse("[a]\n\tb = c").with(added)));
    assertEquals("[a]\r\n" + written.replace("\n", "\r\n"), text(parse("[a]\r\n").with(added)));
    assertEquals(
        Optional.of("c"), parse("[datalad \"dataset\"]\nid = c\\").with(added).datasetId());
    assertEquals(Optional.of(added), parse("[a]\nb = c\\").with(added).registration("new"));
  }

  @Test
  void aNameIsRegisteredOnce() throws FailureException {
    DataladConfig config = parse(COLLECTION);
    Registration again = config.registration("bids-aa").orElseThrow();
    assertThrows(IllegalArgumentException.class, () -> config.with(again));
    assertThrows(IllegalArgumentException.class, () -> config.withImage("absent", path("a")));
  }

  @Test
  void removingARegistrationLeavesWhatStandsBetween() throws FailureException {
    String remaining =
        COLLECTION.substring(0, COLLECTION.indexOf("[datalad \"containers.bids-v"))
            + COLLECTION.substring(COLLECTION.indexOf("; a remark"));
    assertEquals(remaining, text(parse(COLLECTION).without("bids-validator")));
    assertEquals(COLLECTION, text(parse(COLLECTION).without("absent")));
    assertEquals(
        "[a] \n[b]\nc = d\n",
        text(parse("[a] [datalad \"containers.x\"] image = a\n[b]\nc = d\n").without("x")));
  }

  @Test
  void whatIsAddedAndRemovedLeavesTheFileAsItWas() throws FailureException {
    DataladConfig config = parse(COLLECTION);
    Registration added = Registration.of("new", path("x"), "y");
    assertEquals(COLLECTION, text(config.with(added).without("new")));
  }

  @Test
  void aRegistrationIsTakenBackByteForByte() throws FailureException {
    DataladConfig config = parse(COLLECTION);
    DataladConfig pointed = config.withImage("bids-aa", path("images/other.sif"));
    DataladConfig more = pointed.with(Registration.of("new", path("x"), "y"));
    assertFalse(config.hasSame("bids-aa", pointed));
    assertTrue(config.hasSame("bids-validator", pointed));
    assertTrue(config.hasSame("absent", pointed));
    assertEquals(COLLECTION, text(pointed.withRegistrationOf(config, "bids-aa")));
    assertEquals(
        text(config.with(Registration.of("new", path("x"), "y"))),
        text(more.withRegistrationOf(config, "bids-aa")));
    assertEquals(text(pointed), text(more.withRegistrationOf(config, "new")));
  }

  @Test
  void aMissingLastLineEndMakesNoOtherRegistrationOfIt() throws FailureException {
    DataladConfig open = parse("[datalad \"containers.x\"]\n\timage = a");
    DataladConfig more = open.with(Registration.of("new", path("b"), "c"));
    assertTrue(open.hasSame("x", more));
    assertEquals(
        "[datalad \"containers.x\"]\n\timage = a\n", text(more.withRegistrationOf(open, "new")));
    DataladConfig changed = more.withImage("x", path("d"));
    assertEquals(text(more), text(changed.withRegistrationOf(open, "x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[datalad\n",
        "[datalad \"x]\n",
        "[datalad x]\n",
        "[a]\nb c\n",
        "[a]\n= c\n",
        "[a]\nb = \"c\n",
        "[a]\nb = \\q\n"
      })
  void whatGitCannotReadIsRefusedWithTheLine(String text) {
    FailureException failure =
        assertThrows(FailureException.class, () -> parse("# first\n" + text));
    assertEquals(FailureKind.MALFORMED, failure.kind());
    int line = text.startsWith("[a]") ? 3 : 2;
    assertTrue(failure.problem().startsWith("line " + line + " "), failure::problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# Frozen for the study\n[datalad \"containers.x\"]\n\timage = i\n",
        "[datalad \"containers.x\"] ; frozen\n\timage = i\n",
        "[datalad \"containers.x\"]\n\t# frozen\n\timage = i\n",
        "[datalad \"containers.x\"]\n\timage = i # frozen\n",
        "[datalad \"containers.x\"]\r\n\timage = i\r\n\tcmdexec = c # frozen"
      })
  void aCommentFreezesARegistration(String text) throws FailureException {
    assertTrue(parse(text).isFrozen("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# frozen\n\n[datalad \"containers.x\"]\n\timage = i\n",
        "[datalad \"containers.x\"]\n\timage = \"i # frozen\"\n",
        "[datalad \"containers.x\"]\n\timage = i\n# frozen\n[datalad \"containers.y\"]\n",
        "[datalad \"containers.x\"]\n\timage = i # unfrozen\n",
        "[datalad \"containers.y\"]\n\timage = i \\\n# frozen\n[datalad \"containers.x\"]\n",
        "# Some are frozen\n[datalad \"containers.x\"]\n\timage = i\n",
        "[datalad \"containers.y\"]\n\timage = i # frozen\n"
      })
  void commentsOnOtherThingsDoNot(String text) throws FailureException {
    assertFalse(parse(text).isFrozen("x"));
  }

  /** git takes such a file, whose last line says that the value goes on. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void whatIsAddedDoesNotBecomePartOfAValueThatGoesOn(String lineEnd) throws FailureException {
    String before = "[a \"b\"]" + (lineEnd.isEmpty() ? "\n" : lineEnd) + "\tc = d \\" + lineEnd;
    Registration added = Registration.of("x", RepositoryPath.of("images/x.sif"), "run");

    DataladConfig config = DataladConfig.parse(before.getBytes(UTF_8)).with(added);

    assertEquals(Optional.of(added), config.registration("x"));
    assertTrue(new String(config.bytes(), UTF_8).startsWith(before));
  }
}
