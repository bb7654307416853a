package io.longshore.collection.rules.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The order of versions is one, whatever stands in them. */
class VersionOrderTest {
  /** Few different pieces, so that versions often begin alike or differ in spelling alone. */
  @Provide
  Arbitrary<Version> versions() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "0",
            "1",
            "2",
            "10",
            "00",
            "01",
            "04",
            ".",
            "-",
            "_",
            "+",
            "a",
            "b",
            "rc",
            "RC",
            "beta",
            "dev",
            "master",
            "gpu",
            "post",
            "v",
            "x",
            "é",
            "٣",
            "99999999999999999999");
    Arbitrary<String> made = pieces.list().ofMaxSize(6).map(list -> String.join("", list));
    return Arbitraries.oneOf(made, Arbitraries.strings().ofMaxLength(5)).map(Version::new);
  }

  @Property
  void oneOfTwoComesFirst(@ForAll("versions") Version one, @ForAll("versions") Version other) {
    assertEquals(Integer.signum(one.compareTo(other)), -Integer.signum(other.compareTo(one)));
  }

  @Property
  void whatHasTheSamePlaceIsTheSame(
      @ForAll("versions") Version one, @ForAll("versions") Version other) {
    assertEquals(one.compareTo(other) == 0, one.equals(other));
  }

  @Property(tries = 5000)
  void whatComesBeforeTheOneInTheMiddleComesBeforeTheLast(
      @ForAll("versions") Version first,
      @ForAll("versions") Version second,
      @ForAll("versions") Version third) {
    if (first.compareTo(second) <= 0 && second.compareTo(third) <= 0) {
      assertFalse(first.compareTo(third) > 0, first + " < " + second + " < " + third);
    }
  }

  @Property
  void aPreReleaseComesBeforeItsRelease(@ForAll("versions") Version any) {
    Version release = new Version("1." + any);
    for (String before : new String[] {"a1", "b2", "rc", "RC3", "-alpha", ".beta-0", "-dev.0"}) {
      Version preRelease = new Version(release + before);
      if (preRelease.beginsWith(release)) {
        assertFalse(preRelease.compareTo(release) >= 0, preRelease + " >= " + release);
      }
    }
  }
}
