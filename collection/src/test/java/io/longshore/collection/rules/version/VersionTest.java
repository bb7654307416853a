package io.longshore.collection.rules.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
  @ParameterizedTest
  @CsvSource({
    "v4.0.5.3,4.0.5.3",
    "V1.2,1.2",
    "version-0.4-gpu,0.4-gpu",
    "release-3.3.0,3.3.0",
    "Release-3.3.0,3.3.0",
    "0.16.0RC3,0.16.0RC3",
    "1.000,1.000",
    "latest,latest",
    "vnmd,vnmd",
    "version-next,version-next",
    "v,v"
  })
  void aTagsPrefixIsNoPartOfTheVersion(String tag, String version) {
    assertEquals(version, Version.ofTag(tag).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.16.0RC3",
        "4.0.5.3",
        "0.4-gpu",
        "1.000",
        "04.0",
        "3.6-mbilas",
        "20.2.0rc2",
        "1.1.0_14",
        "2.2.0-1",
        "6.0.0.beta-0",
        "0.11-20201015",
        "0.2.1a",
        "20220617",
        "2024-06-12",
        "20220617-gpu"
      })
  void whatLooksLikeAVersion(String text) {
    assertTrue(new Version(text).looksLikeVersion());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest",
        "master",
        "dev",
        "unstable",
        "",
        "7",
        "230315",
        "r7771",
        "1.",
        "20221399",
        "sha-0a1b2c3",
        "2024-0612"
      })
  void whatDoesNot(String text) {
    assertFalse(new Version(text).looksLikeVersion());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20.2.0a1",
        "20.2.0b2",
        "20.2.0rc",
        "20.2.0rc2",
        "0.16.0RC3",
        "6.0.0.beta-0",
        "1.0-alpha",
        "1.8.1-dev.0",
        "3.6-dev",
        "master",
        "master-gpu",
        "1.0a1-gpu",
        "dev"
      })
  void whatComesBeforeARelease(String text) {
    assertTrue(new Version(text).isPreRelease());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20.2.0",
        "0.2.1a",
        "2022a",
        "21b",
        "7.4.1-unstable",
        "latest",
        "1.0-g1b2c3d",
        "25.1.post1",
        "0.5.0-gpu",
        "2.6.5.nd100.1",
        "4.0.1.sm61",
        "3.6-mbilas",
        "devices"
      })
  void whatDoesNotComeBeforeARelease(String text) {
    assertFalse(new Version(text).isPreRelease());
  }

  @Test
  void versionsOfRealCollectionsAreInTheOrderOfTheirReleases() {
    assertAscending("0.4.1", "0.5.0", "0.9.2", "0.10.0", "0.12.2");
    assertAscending("20.2.0rc2", "20.2.0", "20.2.8", "21.0.0", "25.2.2");
    assertAscending("0.8.0RC2", "0.8.0RC3", "0.8.0", "0.16.0RC3", "0.16.1", "1.0.1");
    assertAscending("1.0a1", "1.0a2", "1.0b1", "1.0rc1", "1.0rc2", "1.0rc10", "1.0");
    assertAscending("1.8.1-dev.0", "1.8.1", "1.8.5");
    assertAscending("2.2.0", "2.2.0-1", "2.2.0-2", "2.2.0-10", "2.2.1");
    assertAscending("1.1.0", "1.1.0_14", "1.1.1");
    assertAscending("3.0.0", "3.0.0-diffcourse", "3.0.1");
    assertAscending("6.0.1-5", "6.0.1-6.1", "6.0.1-unstable", "7.4.1-unstable");
    assertAscending("1.000", "4.0.5.2", "4.0.5.3");
    assertAscending("0.11-20201015", "0.12-20250106");
    assertAscending("0.2.1", "0.2.1a", "0.2.2");
    assertAscending("25.1.2", "25.1.2.post1", "25.1.2.1", "25.1.3");
    assertAscending("6.0.0.beta-0", "6.0.0");
    assertAscending("20211114", "20220617");
  }

  @Test
  void whatIsShorterComesFirst() {
    assertAscending("3.6-dev", "3.6", "3.6-mbilas", "3.6.0");
  }

  @Test
  void textThatIsNoVersionComesBeforeAllThatIs() {
    assertAscending("master", "latest", "r1933", "r2166", "unstable", "0.0", "12.9");
  }

  /** xcp_d was at 0.6 when it published 04.0; 0.12.0 is newer. */
  @Test
  void aFirstNumberWithALeadingZeroHasLostItsDot() {
    assertAscending("0.3.9", "04.0", "0.6.0", "0.12.0");
  }

  @Test
  void leadingZerosElsewhereCountForNothing() {
    assertAscending("25.2.03", "25.2.4", "25.10.0");
  }

  private static void assertAscending(String... texts) {
    List<Version> expected = Stream.of(texts).map(Version::new).toList();
    assertEquals(expected, expected.reversed().stream().sorted().toList());
  }

  @ParameterizedTest
  @CsvSource({
    ">=20.2 <21,20.2.0,true",
    ">=20.2 <21,20.2.8,true",
    ">=20.2 <21,20.1.9,false",
    ">=20.2 <21,21.0.0,false",
    ">=20.2 <21,21rc1,false",
    ">=20.2 <21,21.0.0rc1,false",
    "'>=20.2,<21',20.2.8,true",
    "'>= 20.2 , < 21',20.2.8,true",
    "20.2.*,20.2.8,true",
    "=20.2.*,20.2.0rc2,true",
    "20.2.*,20.20.0,false",
    "!=20.2.*,20.2.8,false",
    "!=20.2.*,20.3.8,true",
    ">0.1 !=0.2.1,0.2.1,false",
    ">0.1 !=0.2.1,0.2.2,true",
    "1.0,1.0,true",
    "==1.0,1.0.0,false",
    "<=20.2,20.2.0,false",
    ">=0.1,latest,false",
    ">=0.1,r7771,false",
    ">=2021,20220617,true",
    ">=2.2.0-1,2.2.0-2,true"
  })
  void aRangeHoldsWhatMeetsAllItsConditions(String range, String version, boolean held) {
    assertEquals(held, VersionRange.parse(range).contains(new Version(version)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ">=", "20.2 ||21", ">=20.2<21x y", "latest", "~=1.0", ">=20.*", "1.0;2"})
  void whatIsNoRangeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> VersionRange.parse(text));
  }
}
