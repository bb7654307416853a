package io.longshore.collection.rules.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.rules.Followed;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpansionTest {
  private static final String APPS = "https://lab.example/apps";

  @TempDir Path folder;
  private RuledDataset dataset;

  @BeforeEach
  void make() throws IOException {
    dataset = new RuledDataset(folder);
  }

  private List<ExpandedSource> expand(String rules) throws IOException {
    return dataset.expand(rules, Map.of(APPS, "lab/x\n"));
  }

  private static List<String> followed(ExpandedSource source) {
    return source.followed().stream()
        .map(Followed::name)
        .map(name -> name.registration(Platform.LINUX_AMD64))
        .toList();
  }

  @Test
  void aRegistrationStaysWithItsRuleThoughTheRuleFails() throws IOException {
    dataset.registered("lab-x", "images/lab/lab-x--1.0.sif");
    List<ExpandedSource> sources =
        expand("sources:\n- list: %s\n- registration: lab-x\n  pinned: 1.0\n".formatted(APPS));
    assertTrue(sources.getLast().failure().isPresent());
    assertEquals(List.of(), followed(sources.getFirst()));
    assertEquals(1, sources.getFirst().passedOver().size());
  }

  @Test
  void whatIsFrozenNeedsNoRepository() throws IOException {
    dataset.registered("lab-x", "images/lab/lab-x--1.0.sif");
    ExpandedSource source = expand("sources:\n- registration: lab-x\n  frozen: true\n").getFirst();
    assertEquals(Optional.empty(), source.failure());
    assertEquals(List.of("lab-x"), followed(source));
  }

  @Test
  void anImageWithANameThatNoRuleGivesIsRefusedAlone() throws IOException {
    dataset
        .registered("lab-x", "images/my family/lab-x--1.0.sif")
        .recipe("images/my family/Singularity.lab-x--1.0", "lab/x:1.0");
    List<ExpandedSource> sources = expand("sources:\n- registration: lab-x\n- repository: lab/y\n");
    assertEquals(
        List.of("lab-x: images cannot be called images/my family/lab-x--VERSION.sif"),
        sources.getFirst().refused().stream().map(fault -> fault.problem()).toList());
    assertEquals(List.of("lab-y"), followed(sources.getLast()));
  }

  @Test
  void aRegistrationOfAnotherPlatformFollowsThatPlatform() throws IOException {
    dataset
        .registered("lab-x-arm64", "images/lab/lab-x_arm64--1.0.sif")
        .recipe("images/lab/Singularity.lab-x_arm64--1.0", "lab/x:1.0");
    Followed followed =
        expand("sources:\n- registration: lab-x-arm64\n").getFirst().followed().getFirst();
    assertEquals(List.of(Platform.parse("linux/arm64")), followed.platforms());
    assertEquals("lab-x-arm64", followed.name().registration(followed.platforms().getFirst()));
    assertEquals("lab-x", followed.name().container());
  }

  @Test
  void aListOnTheWebThatNamesNothingHasFailed() throws IOException {
    List<ExpandedSource> sources =
        dataset.expand(
            "sources:\n- list: https://lab.example/a\n- neurodesk: https://lab.example/b\n",
            Map.of(
                "https://lab.example/a",
                "- name: x\n  docker: lab/x\n",
                "https://lab.example/b",
                ""));
    assertEquals(
        List.of(FailureKind.MALFORMED, FailureKind.MALFORMED),
        sources.stream().map(one -> one.failure().orElseThrow().kind()).toList());
  }

  @Test
  void aListInTheAnnexIsNoList() throws IOException {
    dataset.with("apps.txt", "/annex/objects/SHA256E-s6--" + "0".repeat(64) + ".txt\n");
    FailureException failure =
        expand("sources:\n- list: apps.txt\n").getFirst().failure().orElseThrow();
    assertEquals(FailureKind.DATASET, failure.kind());
    assertTrue(failure.nextStep().contains("annex add --force-small apps.txt"), failure.nextStep());
  }

  @Test
  void aNameInNeurodesksListThatNoImageCanHaveIsRefusedAlone() throws IOException {
    List<ExpandedSource> sources =
        dataset.expand(
            "sources:\n- neurodesk: https://lab.example/b\n  family: a\n",
            Map.of("https://lab.example/b", "x-_1.0_20240101\ny_1.0_20240101\n"));
    assertEquals(List.of("a-y"), followed(sources.getFirst()));
    assertEquals(1, sources.getFirst().refused().size());
  }
}
