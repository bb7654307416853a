package io.longshore.collection.migrate.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.git.object.RepositoryPath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NeurodeskSourceTest {
  @Test
  void theHostAndThePathDoNotMatter() {
    for (String url :
        List.of(
            "https://a.example.org/fsl_6.0.7.18_20250928.simg",
            "http://b.example.org/x/y/fsl_6.0.7.18_20250928.simg?signature=_1_#2_3_")) {
      assertEquals(
          "vnmd/fsl_6.0.7.18:20250928",
          known("neurodesk-fsl--6.0.7.18", url).reference().asAsked());
    }
  }

  @Test
  void secretsInTheUrlAreNotTold() {
    Claim.Known claim =
        known("neurodesk-fsl--6.0", "https://me:word@a.example.org/fsl_6.0_20250928.simg?sig=1");

    assertEquals("its URL https://a.example.org/fsl_6.0_20250928.simg", claim.evidence().words());
  }

  @Test
  void severalUrlsOfOneDateAreOne() {
    known(
        "neurodesk-fsl--6.0",
        "https://a.example.org/fsl_6.0_20250928.simg",
        "https://b.example.org/fsl_6.0_20250928.simg",
        "https://b.example.org/other.simg");
  }

  @Test
  void whatDoesNotAgreeIsUnknown() {
    assertUnknown("has no URL", "neurodesk-fsl--6.0");
    assertUnknown("has no URL", "neurodesk-fsl--6.0", "https://a/fsl_6.0.7_20250928.simg");
    assertUnknown("has no URL", "neurodesk-fsl--6.0", "https://a/fslx_6.0_20250928.simg");
    assertUnknown("has no URL", "neurodesk-fsl--6.0", "https://a/fsl_6.0_latest.simg");
    assertUnknown("has no URL", "neurodesk-fsl--6.0", "https://a/fsl_6.0_20250928_arm64.simg");
    assertUnknown("is not named", "neurodesk-fsl--6.0_arm64", "https://a/fsl_6.0_20250928.simg");
    assertUnknown("is not named", "bids-fsl--6.0", "https://a/fsl_6.0_20250928.simg");
    assertUnknown("is not named", "neurodesk-fsl", "https://a/fsl_6.0_20250928.simg");
    assertUnknown(
        "several dates",
        "neurodesk-fsl--6.0",
        "https://a/fsl_6.0_20250928.simg",
        "https://a/fsl_6.0_20250929.simg");
    assertUnknown("no registry", "neurodesk-FSL--6.0", "https://a/FSL_6.0_20250928.simg");
  }

  @Property(tries = 200)
  void anyNameAndVersionAreReadBack(
      @ForAll @Chars({'a', 'z', '1', '-'}) @StringLength(min = 1, max = 6) String middle,
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 8) String version,
      @ForAll @IntRange(min = 10_000_000, max = 99_999_999) int date) {
    String name = "n" + middle.replaceAll("-+", "-") + "m";
    String lower = version.toLowerCase(Locale.ROOT);

    Claim.Known claim =
        known(
            "neurodesk-" + name + "--" + lower,
            "https://example.org/" + name + "_" + lower + "_" + date + ".simg");

    assertEquals("vnmd/" + name + "_" + lower + ":" + date, claim.reference().asAsked());
  }

  private static Claim.Known known(String name, String... urls) {
    return assertInstanceOf(Claim.Known.class, claim(name, urls));
  }

  private static void assertUnknown(String reason, String name, String... urls) {
    Claim.Unknown claim = assertInstanceOf(Claim.Unknown.class, claim(name, urls));
    assertTrue(claim.reason().contains(reason), claim.reason());
  }

  private static Claim claim(String name, String... urls) {
    String path = "images/neurodesk/" + name + ".simg";
    return NeurodeskSource.claim(
        new UnmigratedImage(
            RepositoryPath.of(path), ImageNames.ofAnyImage(path).orElseThrow(), Optional.empty()),
        List.of(urls));
  }
}
