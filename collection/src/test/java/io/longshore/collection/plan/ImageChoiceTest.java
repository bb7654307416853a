package io.longshore.collection.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.DataladConfig;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageChoiceTest {
  private static final List<ImageNames> IMAGES =
      Stream.of(
              "bids/bids-fmriprep--20.2.8",
              "bids/bids-fmriprep--23.0.0",
              "bids/bids-mriqc--0.15.1",
              "neurodesk/neurodesk-ants--2.3.4",
              "lab/tools/lab-odd[1]--1.0")
          .map(path -> ImageNames.ofSif("images/" + path + ".sif").orElseThrow())
          .toList();

  private static final RegistrationIndex REGISTERED = new RegistrationIndex(configuration());

  @TempDir Path root;

  private static DataladConfig configuration() {
    String text =
        """
        [datalad "containers.bids-fmriprep"]
        	image = images/bids/bids-fmriprep--23.0.0.sif
        [datalad "containers.old-fmriprep"]
        	image = images/bids/bids-fmriprep--20.2.8.sing
        """;
    try {
      return DataladConfig.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (FailureException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(root.resolve("images/bids"));
  }

  private List<String> chosen(Path currentFolder, String... typed) throws IOException {
    return ImageChoice.of(List.of(typed), currentFolder, root)
        .among(
            IMAGES,
            REGISTERED::name,
            new ImageChoice.Absence("names no image", NextStep.of("longshore status --all")))
        .stream()
        .map(ImageNames::name)
        .toList();
  }

  private List<String> chosen(String... typed) throws IOException {
    return chosen(root, typed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bids-mriqc--0.15.1",
        "Singularity.bids-mriqc--0.15.1",
        "bids-mriqc--0.15.1.sif",
        "images/bids/Singularity.bids-mriqc--0.15.1",
        "images/bids/bids-mriqc--0.15.1.sif",
        "images/bids/bids-mriqc--0.15.1.sing",
        "./images//bids/bids-mriqc--0.15.1.sif",
        "images-oci/bids/bids-mriqc--0.15.1.oci/",
        "bids/bids-mriqc--0.15.1.oci",
        "images-oci/bids/bids-mriqc--0.15.1.oci/blobs/sha256/aa",
        "*mriqc*",
        "bids-m*",
        "bids-?riqc--0.15.1",
        "bids-[a-m]riqc--*",
        "images/*/bids-mriqc*",
        "images/bids/*.1.sing"
      })
  void anImageIsNamedInManyWays(String typed) throws IOException {
    assertEquals(List.of("bids-mriqc--0.15.1"), chosen(typed));
  }

  @ParameterizedTest
  @CsvSource({
    "bids-fmriprep, bids-fmriprep--23.0.0",
    "old-fmriprep, bids-fmriprep--20.2.8",
    "'lab-odd[1]--1.0', 'lab-odd[1]--1.0'"
  })
  void aRegistrationNamesTheImageItPointsTo(String typed, String image) throws IOException {
    assertEquals(List.of(image), chosen(typed));
  }

  @Test
  void aFolderOrAPatternNamesAllThatItFits() throws IOException {
    List<String> bids =
        List.of("bids-fmriprep--20.2.8", "bids-fmriprep--23.0.0", "bids-mriqc--0.15.1");
    assertEquals(bids, chosen("images/bids"));
    assertEquals(bids, chosen("images/bids/"));
    assertEquals(bids, chosen("images-oci/bids"));
    assertEquals(bids, chosen("bids-*"));
    assertEquals(bids, chosen("images/b*"));
    assertEquals(5, chosen("*").size());
    assertEquals(5, chosen().size());
    assertEquals(5, chosen(".").size());
  }

  @Test
  void pathsAreThoseOfTheCurrentFolderToo() throws IOException {
    Path bids = root.resolve("images/bids");
    assertEquals(List.of("bids-mriqc--0.15.1"), chosen(bids, "bids-mriqc--0.15.1.sif"));
    assertEquals(2, chosen(bids, "./bids-fmriprep*").size());
    assertEquals(List.of("neurodesk-ants--2.3.4"), chosen(bids, "../neurodesk"));
    assertEquals(List.of("neurodesk-ants--2.3.4"), chosen(bids, "../neuro*/*"));
    assertEquals(3, chosen(bids, ".").size());
    assertEquals(3, chosen(Path.of("/"), bids.toString()).size());
  }

  @Test
  void findsImagesThroughALinkToTheirFolder(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), root.resolve("images/bids"));
    assertEquals(List.of("bids-mriqc--0.15.1"), chosen(elsewhere, link + "/bids-mriqc*"));
  }

  @Test
  void eachImageIsThereOnceInTheOrderTyped() throws IOException {
    assertEquals(
        List.of("bids-mriqc--0.15.1", "bids-fmriprep--23.0.0"),
        chosen("bids-mriqc*", "bids-fmriprep", "bids-mriqc--0.15.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "bids-fmripep, bids-fmriprep",
    "bids_fmriprep, bids-fmriprep",
    "Bids-Mriqc--0.15.1, bids-mriqc--0.15.1",
    "bids-mriqc, bids-mriqc--0.15.1",
    "bids-mirqc, bids-mriqc--0.15.1",
    "images/bids/bids-mriqc--0.15.2.sif, bids-mriqc--0.15.1",
    "bids-mriqcc*, bids-mriqc--0.15.1"
  })
  void whatFitsNothingIsToldWithWhatIsNear(String typed, String near) {
    FailureException failure = assertThrows(FailureException.class, () -> chosen(typed));

    assertEquals(typed, failure.subject());
    assertTrue(failure.nextStep().startsWith("did you mean " + near), () -> failure.nextStep());
    assertTrue(failure.nextStep().endsWith("? Otherwise: longshore status --all"));
  }

  @Test
  void whatIsNearNothingIsToldWhereToLook() {
    FailureException failure = assertThrows(FailureException.class, () -> chosen("unheard-of"));

    assertEquals("longshore status --all", failure.nextStep());
  }

  @Test
  void aFolderDoesNotNameTheImagesInIt() throws IOException {
    NamedImage mriqc = REGISTERED.name(IMAGES.get(2));

    assertTrue(ImagePattern.of("bids-mriqc--0.15.1", root, root).names(mriqc));
    assertTrue(ImagePattern.of("images/bids/bids-mriqc--0.15.1.sif", root, root).names(mriqc));
    assertFalse(ImagePattern.of("images/bids", root, root).names(mriqc));
    assertFalse(ImagePattern.of("bids-mriqc*", root, root).names(mriqc));
  }
}
