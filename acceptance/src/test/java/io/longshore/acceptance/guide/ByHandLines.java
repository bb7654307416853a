package io.longshore.acceptance.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import java.nio.file.Files;
import java.util.Map;

/** Images added step by step, from an empty collection. */
final class ByHandLines {
  private final GuideGround ground;
  private final Shell collection;
  private final Shell imagesOci;

  ByHandLines(GuideGround ground) {
    this.ground = ground;
    this.collection = ground.byHand();
    this.imagesOci = ground.imagesOci(collection);
  }

  Map<String, LineExecutor> executors() {
    return Map.of(
        "A1", line -> addLayout(line, "bids/bids-validator--1.2.3.oci"),
        "A2", line -> assertEquals("", line.type(imagesOci)),
        "A3", line -> build(line, GuideGround.VALIDATOR + ".sif"),
        "A4", this::register,
        "I1", line -> addLayout(line, "test/test-alpine.oci"),
        "I2", line -> assertEquals("", line.type(imagesOci)),
        "I3", line -> build(line, "images/test/test-alpine.sif"),
        "I4", line -> assertEquals("Hello from OCI\n", line.type(collection)),
        "I5", line -> assertEquals("Hello from SIF\n", line.type(collection)));
  }

  private void addLayout(GuideLine line, String layout) {
    Shell.Result stock = line.attempt(imagesOci);
    assertNotEquals(0, stock.exitCode(), stock.output());
    assertFalse(Files.exists(imagesOci.folder().resolve(layout)));
    assertEquals("", collection.run("git", "status", "--porcelain"));

    line.typeInstead(imagesOci);
    assertTrue(Files.isRegularFile(imagesOci.folder().resolve(layout).resolve("index.json")));
    assertEquals("", collection.run("git", "status", "--porcelain"));
  }

  private void build(GuideLine line, String sif) {
    line.type(collection);
    assertEquals(sif + "\n", collection.run("git", "annex", "find", "--in=here", sif));
    assertEquals("", collection.run("git", "status", "--porcelain"));
    String subject = collection.run("git", "log", "-1", "--format=%s");
    assertTrue(subject.startsWith("[DATALAD RUNCMD] Build "), subject);
    rerunInFreshClone(sif);
  }

  /** The record names no inputs, as the published guide has it. */
  private void rerunInFreshClone(String sif) {
    Shell clone = collection.at(collection.folder().resolveSibling("clone-of-" + sif.hashCode()));
    ground
        .workbench()
        .shell()
        .run("datalad", "clone", collection.folder().toString(), clone.folder().toString());
    clone.run("datalad", "rerun");
    assertEquals(sif + "\n", clone.run("git", "annex", "find", "--in=here", sif));
    assertEquals("", clone.run("git", "status", "--porcelain"));
    assertEquals(head(collection), head(clone));
    assertEquals("", ground.imagesOci(clone).run("git", "annex", "find", "--unlocked"));
  }

  private static String head(Shell repository) {
    return repository.run("git", "rev-parse", "HEAD");
  }

  private void register(GuideLine line) {
    line.type(collection);
    assertEquals(
        "bids-validator -> " + GuideGround.VALIDATOR + ".sif\n",
        collection.run("datalad", "containers-list"));
    Shell.Result ran =
        collection.attempt("datalad", "containers-run", "-n", "bids-validator", "a word");
    assertTrue((ran.output() + ran.errors()).contains("validator: a word"), ran.errors());
  }
}
