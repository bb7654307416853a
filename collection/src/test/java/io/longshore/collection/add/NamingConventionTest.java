package io.longshore.collection.add;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.collection.plan.ImageNames;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingConventionTest {
  private static final List<KnownImage> KNOWN =
      List.of(
          known("images/bids/bids-fmriprep--20.2.7", "nipreps/fmriprep"),
          known("images/bids/bids-fmriprep--1.3.2", "poldracklab/fmriprep"),
          known("images/bids/bids-xcp-d--0.6.0", "pennlinc/xcp_d"),
          known("images/bids/bids-cpac--1.1.0", "fcpindi/c-pac"),
          known("images/repronim/repronim-reproin--0.13.1", "repronim/reproin"),
          known("images/poldracklab/poldracklab-ds003-example--0.0.3", "poldracklab/ds003-example"),
          known("images/bio/bio-samtools--1.10--h9402c20_2", "quay.io/biocontainers/samtools"),
          new KnownImage(names("images/neurodesk/neurodesk-fmriprep--25.1.3"), Optional.empty()),
          new KnownImage(names("images/neurodesk/neurodesk-afni--25.2.03"), Optional.empty()));

  @ParameterizedTest
  @CsvSource({
    // Where other images of the repository are, under the name they have there.
    "nipreps/fmriprep:20.2.8, images/bids/bids-fmriprep--20.2.8.sif",
    "fcpindi/c-pac:v1.8.7, images/bids/bids-cpac--1.8.7.sif",
    "pennlinc/xcp_d:unstable, images/bids/bids-xcp-d--unstable.sif",
    "quay.io/biocontainers/samtools:1.11--x_0, images/bio/bio-samtools--1.11--x_0.sif",
    // Two hyphens stand before versions alone.
    "lab/odd__name:1, images/lab/lab-odd-name--1.sif",
    // Where there is an image of this name, if that is one place.
    "pennbbl/xcp_d:0.7.0, images/bids/bids-xcp-d--0.7.0.sif",
    "other/afni:1, images/neurodesk/neurodesk-afni--1.sif",
    "other/fmriprep:1, images/other/other-fmriprep--1.sif",
    // Where all images of the namespace are.
    "nipreps/smriprep:0.9.2, images/bids/bids-smriprep--0.9.2.sif",
    "poldracklab/fitlins:0.11.0, images/poldracklab/poldracklab-fitlins--0.11.0.sif",
    "ghcr.io/nipreps/new_thing:v1, images/nipreps/nipreps-new-thing--1.sif",
    // The namespace itself.
    "magland/pc-kilosort3:latest, images/magland/magland-pc-kilosort3--latest.sif",
    "ghcr.io/org/team/tool:1, images/team/team-tool--1.sif",
    "alpine:3.20, images/library/library-alpine--3.20.sif"
  })
  void namesFollowTheCollection(String reference, String sif) {
    assertEquals(Optional.of(sif), derived(reference));
  }

  @ParameterizedTest
  @CsvSource({
    "lab/tool:v1.2.3, 1.2.3",
    "lab/tool:release-3.3.0, 3.3.0",
    "lab/tool:version-0.4-gpu, 0.4-gpu",
    "lab/tool:version-next, version-next",
    "lab/tool:vanilla, vanilla",
    "lab/tool:1.1.0_14, 1.1.0_14",
    "lab/tool, latest",
    "lab/tool:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, 1",
    "lab/tool@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, 0123456789ab"
  })
  void versionsFollowFromTags(String reference, String version) {
    assertEquals(Optional.of("images/lab/lab-tool--" + version + ".sif"), derived(reference));
  }

  @Test
  void aRepositoryWithoutANamespaceTellsNoFamily() {
    assertEquals(Optional.empty(), derived("registry.example.org/tool:1"));
  }

  private static Optional<String> derived(String reference) {
    return new NamingConvention(KNOWN).namesFor(Reference.parse(reference)).map(ImageNames::sif);
  }

  private static KnownImage known(String image, String repository) {
    return new KnownImage(
        names(image), Optional.of(new Repository(Repository.DOCKER_HUB, repository)));
  }

  private static ImageNames names(String image) {
    return ImageNames.ofSif(image + ".sif").orElseThrow();
  }
}
