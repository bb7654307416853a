package io.longshore.collection.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeReaderTest {
  private static final String HEADER = "Bootstrap: docker\nFrom: bids/example:1\n";
  private static final String GENERATED =
      """
      #
      # Automagically prepared for ReproNim/containers distribution.
      #
      Bootstrap: docker
      From: nipreps/mriqc:23.1.1

      %post
      # Bugfix
      chmod a+rX -R /opt


      # Create commonly present root directories to avoid need in overlays not supported
      # on older systems
      mkdir -p /ihome /data /data2 /zfs /isi /dartfs /dartfs-hpc

      %environment
      export LANG="C.UTF-8"
      export LC_ALL="C.UTF-8"

      # A remark at the end
      """;

  @Test
  void aGeneratedRecipeIsReadWhole() throws NotEligibleException {
    RecipeReader.Declared declared = RecipeReader.read(GENERATED);

    assertEquals("nipreps/mriqc:23.1.1", declared.from());
    assertEquals(
        List.of("/ihome", "/data", "/data2", "/zfs", "/isi", "/dartfs", "/dartfs-hpc"),
        declared.extras().directories());
    assertEquals(Map.of("LANG", "C.UTF-8", "LC_ALL", "C.UTF-8"), declared.extras().environment());
    assertEquals(List.of("/opt"), declared.extras().readableTrees());
  }

  @Test
  void theGeneratorsMarkerIsFoundWhereverItStands() {
    assertTrue(Recipe.isGenerated(GENERATED));
    assertFalse(Recipe.isGenerated(HEADER));
  }

  @Test
  void environmentKeepsItsOrderAndItsLiteralText() throws NotEligibleException {
    RecipeReader.Declared declared =
        RecipeReader.read(
            HEADER
                + "%environment\n"
                + "export B='it costs $5' A=\"two \\\"words\\\"\"\n"
                + "export EMPTY= # nothing\n");

    assertEquals(
        "{B=it costs $5, A=two \"words\", EMPTY=}", declared.extras().environment().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'Bootstrap: docker\nFrom: a/b:1', a/b:1",
    "'bootstrap:docker\nfrom:  a/b@sha256:00  # why', a/b@sha256:00",
    "'Bootstrap: docker\nRegistry: ghcr.io\nNamespace: nipreps\nFrom: fmriprep:25', ghcr.io/nipreps/fmriprep:25",
    "'Bootstrap: docker\nFrom: localhost:5000/x:1', localhost:5000/x:1",
  })
  void theImageIsReadFromTheHeader(String text, String from) throws NotEligibleException {
    assertEquals(from, RecipeReader.read(text).from());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get update",
        "mkdir /data",
        "mkdir -p data",
        "mkdir -p /a/../../b",
        "mkdir -p $HOME",
        "mkdir -p /data && rm -rf /opt",
        "mkdir -p /data; true",
        "mkdir -p '/with space'",
        "chmod a+rX /opt",
        "chmod a+rwX -R /opt",
        "chmod -R a+rX `ls`",
        "mkdir -p /data /*",
      })
  void aCommandBeyondTheDeclarativeFormsIsNotEligible(String command) {
    assertThrows(
        NotEligibleException.class, () -> RecipeReader.read(HEADER + "%post\n" + command + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export PATH=/opt/bin:$PATH",
        "export A=\"$(id)\"",
        "A=1",
        "export A",
        "export 1A=2",
        "export A=\"open",
        ". /etc/profile",
      })
  void anEnvironmentThatIsNotLiteralIsNotEligible(String line) {
    assertThrows(
        NotEligibleException.class,
        () -> RecipeReader.read(HEADER + "%environment\n" + line + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bootstrap: library\nFrom: a/b:1",
        "Bootstrap: docker",
        "From: a/b:1",
        "Bootstrap: docker\nFrom:",
        "Bootstrap: docker\nFrom: a/b:1\nStage: build",
        "Bootstrap: docker\nFrom: a/b:1\nBootstrap: docker\nFrom: c/d:1",
        "just text",
        HEADER + "%runscript\nexec true",
      })
  void whatStartsFromElsewhereOrDoesMoreIsNotEligible(String text) {
    assertThrows(NotEligibleException.class, () -> RecipeReader.read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%post\nmkdir -p /data \\\n  /data2\n",
        "%environment\nexport LANG=en_US.\\\nUTF-8\n",
        "%environment\nexport LANG='en_US.\\\nUTF-8'\n",
        "%environment\nexport LANG=C \\",
      })
  void aLineThatGoesOnInTheNextIsNotEligible(String section) {
    NotEligibleException reason =
        assertThrows(NotEligibleException.class, () -> RecipeReader.read(HEADER + section));
    assertTrue(reason.getMessage().contains("goes on in the next one"), reason::getMessage);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 0xb, 0xc, 0xd, 0x1c, 0x7f, 0x85, 0xa0, 0xad, 0x2003, 0x200b, 0x2028, 0x202e, 0x3000,
        0xfeff, 0xfffd, 0xe000
      })
  void whatIsWhiteSpaceToSomeOnlyIsNotEligible(int character) {
    String odd = Character.toString(character);
    for (String text :
        List.of(
            HEADER + "%environment\nexport LANG=en_US." + odd + "UTF-8\n",
            HEADER + "%environment\nexport LANG='a" + odd + "'\n",
            HEADER + "%environment\n" + odd + "# a remark?\n",
            HEADER + "%post\nmkdir -p /data" + odd + "\n",
            "Bootstrap: docker\nFrom: a/b:1" + odd + "\n")) {
      NotEligibleException reason =
          assertThrows(NotEligibleException.class, () -> RecipeReader.read(text));
      assertTrue(reason.getMessage().contains("U+%04X".formatted(character)), reason::getMessage);
    }
  }

  @Test
  void lettersOfAllLanguagesMeanThemselvesAndRemarksMayHoldAnything() throws NotEligibleException {
    RecipeReader.Declared declared =
        RecipeReader.read(
            HEADER + "# tab\tand \u2003 and \\\n\t# \u000b\n%environment\nexport\tA='Zoë 你好'\n");
    assertEquals("{A=Zoë 你好}", declared.extras().environment().toString());
  }

  /** No layout could hold it, and no SIF be built. */
  @Test
  void aPathThatLinuxCannotHaveIsNotDeclared() throws NotEligibleException {
    String longest = "/" + "a".repeat(255);
    String recipe = HEADER + "%post\nmkdir -p ";

    assertEquals(List.of(longest), RecipeReader.read(recipe + longest).extras().directories());
    assertThrows(NotEligibleException.class, () -> RecipeReader.read(recipe + longest + "a"));
    assertThrows(NotEligibleException.class, () -> RecipeReader.read(recipe + "/a".repeat(2100)));
  }
}
