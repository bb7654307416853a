package io.longshore.collection.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNamesTest {
  @ParameterizedTest
  @CsvSource({
    "images/bids/Singularity.app--1.0, images/bids/app--1.0.sif, bids/app--1.0.oci",
    "images/bids/Singularity.app--, images/bids/app--.sif, bids/app--.oci",
    "images/a/b/Singularity.c, images/a/b/c.sif, a/b/c.oci",
    "images/Singularity.c, images/c.sif, c.oci"
  })
  void belongTogether(String recipe, String sif, String layout) {
    ImageNames names = ImageNames.ofRecipe(recipe).orElseThrow();

    assertEquals(sif, names.sif());
    assertEquals(layout, names.layout());
    assertEquals(Optional.of(names), ImageNames.ofLayout(layout));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bids/Singularity.app", "images/bids/app.sing", "images/bids/Singularity."})
  void areOfRecipesBelowImagesOnly(String path) {
    assertEquals(Optional.empty(), ImageNames.ofRecipe(path));
  }

  /** Where datalad containers-add puts an image unless it is told another place. */
  @Test
  void followFromTheUsualPlaceOfAContainer() {
    ImageNames names =
        ImageNames.ofAnyImage(".datalad/environments/fmriprep-20-2/image").orElseThrow();

    assertEquals("images/fmriprep-20-2.sif", names.sif());
    assertEquals("fmriprep-20-2.oci", names.layout());
    assertEquals(Optional.of(names), ImageNames.ofLayout(names.layout()));
    assertEquals(Optional.of(names), ImageNames.ofSif(names.sif()));
    assertTrue(names.formerPlaces().contains(".datalad/environments/fmriprep-20-2/image"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".datalad/environments/a/b/image",
        ".datalad/environments/image",
        ".datalad/environments/a b/image",
        ".datalad/environments/a/image/manifest.json",
        "code/.datalad/environments/a/image"
      })
  void doNotFollowFromOtherPlacesBesideIt(String path) {
    assertEquals(Optional.empty(), ImageNames.ofAnyImage(path));
  }

  /** BioContainers' tags have two hyphens before the build. */
  @ParameterizedTest
  @CsvSource({
    "biocontainers-samtools--1.10--h9402c20_2, biocontainers-samtools, 1.10--h9402c20_2",
    "bids-validator--1.2.3, bids-validator, 1.2.3",
    "bids-validator--, bids-validator, ''",
    "bids-validator, bids-validator, ''",
    "--1.0, --1.0, ''"
  })
  void areThoseOfAContainerUpToTheFirstTwoHyphens(String name, String container, String version) {
    ImageNames names = new ImageNames("images/x", name);
    assertEquals(container, names.container());
    assertEquals(version, names.version());
  }

  @Test
  void areOfFoldersNamedAsLayouts() {
    assertEquals(Optional.empty(), ImageNames.ofLayout("scripts/oci_cmd"));
    assertEquals(Optional.empty(), ImageNames.ofLayout("bids/.oci"));
  }

  @Test
  void dataladTakesABackslashForASeparator() {
    assertTrue(ImageNames.ofSif("images/bids/a{pwd}[b] c--1.sif").orElseThrow().suitDatalad());
    assertFalse(ImageNames.ofSif("images/bids/a\\b--1.sif").orElseThrow().suitDatalad());
  }
}
