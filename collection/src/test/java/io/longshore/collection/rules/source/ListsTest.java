package io.longshore.collection.rules.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.collection.rules.yaml.YamlFault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists as others publish them. */
class ListsTest {
  @Test
  void theBidsAppsListNamesRepositoriesAtDh() throws YamlFault {
    Listing<ListedRepository> listing =
        repositories(
            """
            ---
            # Apps, by name
            apps:
            -   gh: bids-apps/aa
                status: unmaintained # since 2019
                dh: "bids/aa"
                description: 'automatic: analysis # not a comment'
                datatype: [anat, func]
            -   gh: someone/no-image
                status: active
            -   dh:
                gh: someone/empty
            -   dh: Not A Name
            """);
    assertEquals(List.of("docker.io/bids/aa apps:6:9"), told(listing));
    assertEquals(
        List.of("apps:13:9 'Not A Name' names no repository"),
        listing.refused().stream().map(fault -> fault.place() + " " + fault.problem()).toList());
  }

  @Test
  void aPlainListHasANameALine() throws YamlFault {
    Listing<ListedRepository> listing =
        repositories("# ours\n\nbids/validator\n  ghcr.io/a/b # theirs\nnipreps/mriqc:1.0\n");
    assertEquals(
        List.of("docker.io/bids/validator apps:3:1", "ghcr.io/a/b apps:4:3"), told(listing));
    assertEquals(1, listing.refused().size());
  }

  @Test
  void aYamlListOfNamesIsOneToo() throws YamlFault {
    assertEquals(
        List.of("docker.io/bids/validator apps:1:3"), told(repositories("- bids/validator\n")));
  }

  @Test
  void aPageThatIsNoListIsRefused() {
    assertThrows(YamlFault.class, () -> repositories("apps: {\n"));
  }

  @Test
  void neurodesksListNamesImagesWithVersionAndDate() {
    Listing<NeurodeskList.Listed> listing =
        NeurodeskList.read(
            """
            afni_21.2.00_20210714 categories:functional imaging,
            niimath_arm64_1.0.0_20240902 categories:image processing,
            mrtrix3src_latest_latest categories:diffusion imaging,
            <html>
            ../x_1_20200101
            a_1.0.sif/x_20240101
            %s
            """
                .formatted("x".repeat(200))
                .getBytes(StandardCharsets.UTF_8),
            "log");
    assertEquals(
        List.of(
            "afni linux/amd64 21.2.00 vnmd/afni_21.2.00:20210714",
            "niimath linux/arm64 1.0.0 vnmd/niimath_arm64_1.0.0:20240902",
            "mrtrix3src linux/amd64 latest vnmd/mrtrix3src_latest:latest"),
        listing.entries().stream()
            .map(
                listed ->
                    listed.name()
                        + " "
                        + listed.platform()
                        + " "
                        + listed.offer().version()
                        + " "
                        + listed.offer().reference().asAsked())
            .toList());
    assertEquals(
        List.of(
            "'<html>' is not NAME_VERSION_DATE",
            "'../x_1_20200101' is not NAME_VERSION_DATE",
            "'a_1.0.sif/x_20240101' is not NAME_VERSION_DATE",
            "'" + "x".repeat(60) + "...' is not NAME_VERSION_DATE"),
        listing.refused().stream().map(fault -> fault.problem()).toList());
  }

  private static Listing<ListedRepository> repositories(String text) throws YamlFault {
    return RepositoryList.read(text.getBytes(StandardCharsets.UTF_8), "apps");
  }

  private static List<String> told(Listing<ListedRepository> listing) {
    return listing.entries().stream().map(one -> one.repository() + " " + one.place()).toList();
  }
}
