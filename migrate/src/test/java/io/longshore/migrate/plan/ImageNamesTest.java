package io.longshore.migrate.plan;

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
