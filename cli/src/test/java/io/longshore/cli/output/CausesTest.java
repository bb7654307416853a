package io.longshore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.output.Causes.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CausesTest {
  private final Causes causes = new Causes();

  private List<String> lines() {
    return causes.all().stream().flatMap(cause -> cause.lines("image").stream()).toList();
  }

  @Test
  void manyFailuresOfOneCauseAreOneLineWithACount() {
    for (int i = 0; i < 389; i++) {
      boolean first =
          causes.add(
              new Problem(
                  "bids-app--" + i, "network", "docker.io", "cannot be reached", "try again"));
      assertEquals(i == 0, first);
    }

    assertEquals(
        List.of(
            "389 images: docker.io: cannot be reached (network)",
            "  next: try again",
            "  bids-app--0, bids-app--1, bids-app--2 and 386 more"),
        lines());
    assertEquals(Map.of("network", 389), causes.byKind());
  }

  @Test
  void oneAloneIsToldAsItIs() {
    causes.add(new Problem("bids-app--1", "gone", "bids/app:1", "is not there", "name another"));

    assertEquals(
        List.of("bids-app--1: bids/app:1: is not there (gone)", "  next: name another"), lines());
  }

  @Test
  void whatIsEachImagesOwnMakesNoOtherCause() {
    for (int i = 0; i < 2; i++) {
      causes.add(
          new Problem(
              "neurodesk-tool--1." + i,
              "malformed",
              "layer sha256:" + ("" + i).repeat(64),
              "of images/neurodesk/neurodesk-tool--1.%d.sif has %d bytes, as tool_1.%d_DATE says"
                  .formatted(i, 10 + i, i),
              "git annex drop layer" + i));
    }

    assertEquals(
        List.of(
            "2 images: of ... has ... bytes, as ..._DATE says (malformed)",
            "  next, for the first: git annex drop layer0",
            "  neurodesk-tool--1.0, neurodesk-tool--1.1"),
        lines());
  }

  @Test
  void pathsInACollectionMakeNoOtherCauseEither() {
    for (String name : List.of("ants--2.3.4", "xnat--1.9.2.1", "physio--r2021a")) {
      causes.add(
          new Problem(
              "registration neurodesk-" + name.substring(0, 4),
              "",
              "",
              "points to images/neurodesk/neurodesk-" + name + ".simg, which is not there",
              ""));
    }

    assertEquals("3 images: points to ..., which is not there", lines().getFirst());
  }

  @Test
  void theMostFrequentComesFirst() {
    causes.add(new Problem("a", "gone", "", "is not there", ""));
    assertTrue(causes.add(new Problem("a", "auth", "", "wants a login", "")));
    assertFalse(causes.add(new Problem("b", "auth", "", "wants a login", "")));

    assertEquals(
        List.of("2 images: wants a login (auth)", "  a, b", "a: is not there (gone)"), lines());
    assertEquals(List.of("auth", "gone"), List.copyOf(causes.byKind().keySet()));
  }
}
