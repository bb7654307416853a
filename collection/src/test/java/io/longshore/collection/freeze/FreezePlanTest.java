package io.longshore.collection.freeze;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user means by the names and versions to freeze. */
class FreezePlanTest {
  private static final String CONFIGURATION =
      """
      [datalad "containers.bids-mriqc"]
      	image = images/bids/bids-mriqc--22.0.6.sif
      	cmdexec = {img_dspath}/scripts/singularity_cmd run {img} --no-datalad-get {cmd}
      [datalad "containers.bids-mriqc-old"]
      	image = images/bids/bids-mriqc--0.15.0.sing
      [datalad "containers.neurodesk-romeo"]
      	image = images/neurodesk/neurodesk-romeo--3.2.4.simg
      [datalad "containers.plain"]
      	image = .datalad/environments/plain/image
      [datalad "containers.lost"]
      	image = images/bids/bids-lost--1.0.sif
      """;

  private static final Set<RepositoryPath> FILES =
      Stream.of(
              "images/bids/bids-mriqc--0.15.0.sing",
              "images/bids/bids-mriqc--0.15.0.sif",
              "images/bids/bids-mriqc--0.15.2.sing",
              "images/bids/bids-mriqc--0.16.1.sing",
              "images/bids/bids-mriqc--22.0.6.sif",
              "images/bids/Singularity.bids-mriqc--23.0",
              "images/bids/bids-mriqcplus--9.9.sif",
              "images/neurodesk/neurodesk-romeo--3.2.4.simg",
              ".datalad/environments/plain/image")
          .map(RepositoryPath::of)
          .collect(Collectors.toCollection(TreeSet::new));

  private static String plan(Optional<String> as, String... typed) throws FailureException {
    return plan(CONFIGURATION, /* thaw= */ false, as, typed);
  }

  private static String plan(String text, boolean thaw, Optional<String> as, String... typed)
      throws FailureException {
    List<WantedVersion> wanted = Stream.of(typed).map(WantedVersion::parse).toList();
    DataladConfig configuration = DataladConfig.parse(text.getBytes(UTF_8));
    return FreezePlan.of(configuration, FILES, new FreezeRequest(Path.of("."), wanted, as, thaw))
        .stream()
        .map(frozen -> frozen.name() + " " + frozen.image().fileName())
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bids-mriqc                | bids-mriqc bids-mriqc--22.0.6.sif
          bids-mriqc=0.16.1         | bids-mriqc bids-mriqc--0.16.1.sing
          bids-mriqc=0.15.0         | bids-mriqc bids-mriqc--0.15.0.sif
          bids-mriqc=0.15.0.sing    | bids-mriqc bids-mriqc--0.15.0.sing
          bids-mriqc=0.16           | bids-mriqc bids-mriqc--0.16.1.sing
          bids-mriqc=22             | bids-mriqc bids-mriqc--22.0.6.sif
          bids-mriqc=*.1            | bids-mriqc bids-mriqc--0.16.1.sing
          bids-mriqc-old=22.0       | bids-mriqc-old bids-mriqc--22.0.6.sif
          neurodesk-*=3.2.4.simg    | neurodesk-romeo neurodesk-romeo--3.2.4.simg
          plain                     | plain image
          bids-mriqc*               | 'bids-mriqc bids-mriqc--22.0.6.sif, bids-mriqc-old bids-mriqc--0.15.0.sing'
          """)
  void namesAndVersionsMeanImages(String typed, String planned) throws FailureException {
    assertEquals(planned, plan(Optional.empty(), typed));
  }

  @Test
  void eachVersionMayHaveANameOfItsOwn() throws FailureException {
    assertEquals(
        "bids-mriqc-0-15-0 bids-mriqc--0.15.0.sif, bids-mriqc-0-15-2 bids-mriqc--0.15.2.sing,"
            + " bids-mriqc-0-16-1 bids-mriqc--0.16.1.sing, bids-mriqc-22-0-6"
            + " bids-mriqc--22.0.6.sif",
        plan(Optional.of("{name}-{version}"), "bids-mriqc=*"));
    assertEquals(
        "of-the-study bids-mriqc--0.16.1.sing",
        plan(Optional.of("of-the-study"), "bids-mriqc=0.16"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bids-mriq       |                | is no registration of this collection
          bids-mriqc=23.0 |                | is no version that the collection has; it has 22.0.6, 0.16.1, 0.15.2, 0.15.0
          bids-mriqc=2    |                | is no version that the collection has
          bids-mriqc=0.1  |                | is no version that the collection has
          bids-mriqc=0    |                | is not one version but several: 0.15.0, 0.15.2, 0.16.1
          bids-mriqc=0.15 |                | is not one version but several: 0.15.0, 0.15.2
          lost            |                | points to images/bids/bids-lost--1.0.sif, which is not committed
          plain=1         |                | is no version that the collection has; it has none
          bids-mriqc=0.16 | neurodesk-romeo| is registered already, for another container
          bids-mriqc      | mriqc_old      | cannot be a container's name
          bids-mriqc=*    | all            | is not one version but several
          bids-*          | all            | would be both
          """)
  void whatIsNotClearIsRefused(String typed, String as, String problem) {
    FailureException refused =
        assertThrows(FailureException.class, () -> plan(Optional.ofNullable(as), typed));
    assertTrue(refused.problem().contains(problem), refused.problem());
  }

  @Test
  void aRegistrationThatAMergeSetTwiceIsNamed() throws FailureException {
    String merged =
        CONFIGURATION
            + "[datalad \"containers.plain\"] cmdexec = run {cmd}\n"
            + "[datalad \"containers.plain\"] cmdexec = exec {cmd}\n";
    FailureException refused =
        assertThrows(
            FailureException.class,
            () -> plan(merged, /* thaw= */ false, Optional.of("c-{name}"), "p*"));

    assertEquals(FailureKind.DATASET, refused.kind());
    assertEquals("plain", refused.subject());
    assertTrue(refused.problem().contains("sets cmdexec more than once"), refused.problem());
    assertTrue(refused.nextStep().contains("longshore verify"), refused.nextStep());
    assertEquals("plain image", plan(merged, /* thaw= */ true, Optional.empty(), "plain"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[z-a]", "bids-mriqc=[9-0]"})
  void aPatternThatIsNoneIsNotTaken(String typed) {
    assertThrows(IllegalArgumentException.class, () -> WantedVersion.parse(typed));
  }
}
