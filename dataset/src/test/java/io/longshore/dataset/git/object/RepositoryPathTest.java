package io.longshore.dataset.git.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPathTest {
  @ParameterizedTest
  @CsvSource({
    "images/x.sif, images/x.sif",
    "./images/x.sif, images/x.sif",
    "images//x.sif/, images/x.sif",
    "images/bids/../x.sif, images/x.sif",
    ".datalad/config, .datalad/config"
  })
  void pathsAsPeopleWriteThemAreBroughtToNormalForm(String written, String normal) {
    assertEquals(normal, RepositoryPath.of(written).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "/etc/passwd", "../x", "a/../../x", ".git/config", "a/.GIT/x", "a\nb"})
  void whatIsNoPathInsideARepositoryIsRefused(String text) {
    assertEquals(Optional.empty(), RepositoryPath.find(text));
    assertThrows(IllegalArgumentException.class, () -> RepositoryPath.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "./a", "a/", "a//b", "/a", "a/./b", "a/../b", "a\nb", ".Git"})
  void theRecordItselfTakesNormalFormOnly(String text) {
    assertThrows(IllegalArgumentException.class, () -> new RepositoryPath(text));
  }

  @Property
  void whatWasBroughtToNormalFormStaysAsItIs(
      @ForAll @Chars({'a', '.', '/', 'g', 'I', 't', '\n'}) String text) {
    RepositoryPath.find(text)
        .ifPresent(path -> assertEquals(path, RepositoryPath.of(path.value())));
  }

  @Test
  void pathsKnowTheirPlace() {
    RepositoryPath layout = RepositoryPath.of("bids/x.oci");
    RepositoryPath index = layout.resolve("index.json");
    assertEquals("index.json", index.fileName());
    assertEquals(2, index.depth());
    assertTrue(index.isBelow(layout));
    assertFalse(layout.isBelow(layout));
    assertEquals(RepositoryPath.of("index.json"), index.relativeTo(layout));
    assertThrows(IllegalArgumentException.class, () -> layout.relativeTo(index));
  }
}
