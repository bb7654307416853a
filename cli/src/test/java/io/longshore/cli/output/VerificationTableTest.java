package io.longshore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.ground.NextStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerificationTableTest {
  private static final CheckResult MANY =
      new CheckResult(
          "layer_urls",
          "each layer has a URL",
          4000,
          IntStream.range(0, 389).mapToObj(VerificationTableTest::withoutUrl).toList(),
          List.of());

  private static Finding withoutUrl(int number) {
    return new Finding(
        "images-oci/bids/bids-app-" + number + "--1.0.oci",
        "has " + (number + 1) + " layers without a URL that git-annex knows",
        NextStep.of("longshore verify {}", "bids-app-" + number + "--1.0"));
  }

  private static String shown(CheckResult check, boolean each, int width) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    new VerificationTable(new Messages(stream, stream, false, false), each, width).checked(check);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void findingsThatAreAlikeAreOneLineWithACount() {
    assertEquals(
        """
        RESULT    EXAMINED  CLAIM
        389 found     4000  each layer has a URL
          389 findings: has ... layers without a URL that git-annex knows
            next, for the first: longshore verify bids-app-0--1.0
            images-oci/bids/bids-app-0--1.0.oci, images-oci/bids/bids-app-1--1.0.oci,
            images-oci/bids/bids-app-2--1.0.oci and 386 more
        """,
        shown(MANY, false, 80));
  }

  @Test
  void eachIsToldWhereAllAreAskedFor() {
    String all = shown(MANY, true, 80);

    assertTrue(all.contains("    next: longshore verify bids-app-388--1.0"), all);
  }

  @Test
  void aFewAreToldEach() {
    CheckResult few =
        new CheckResult(
            "layer_urls", "each layer has a URL", 9, MANY.findings().subList(0, 2), List.of());

    assertEquals(
        """
        RESULT    EXAMINED  CLAIM
        2 found          9  each layer has a URL
          images-oci/bids/bids-app-0--1.0.oci
            has 1 layers without a URL that git-annex knows
            next: longshore verify bids-app-0--1.0
          images-oci/bids/bids-app-1--1.0.oci
            has 2 layers without a URL that git-annex knows
            next: longshore verify bids-app-1--1.0
        """,
        shown(few, false, 80));
  }

  @Test
  void aClaimIsFoldedInItsColumn() {
    CheckResult check =
        new CheckResult("urls", "every annexed file has a URL", 9, List.of(), List.of());

    assertEquals(
        """
        RESULT    EXAMINED  CLAIM
        ok               9  every annexed file
                            has a URL
        """,
        shown(check, false, 40));
  }
}
