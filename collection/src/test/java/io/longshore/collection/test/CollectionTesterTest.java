package io.longshore.collection.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.rules.ImageTest;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.image.soundness.Flaw;
import io.longshore.image.soundness.FlawKind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionTesterTest {
  private static final String APP = "images/bids/app--1.0.sif";
  private static final String PLAIN = "images/tools/plain--2.sif";

  @TempDir static Path original;
  private static MigratedCollection migrated;

  @TempDir Path folder;
  private MigratedCollection collection;
  private final Heard heard = new Heard();

  private static final class Heard implements TestListener {
    final List<TestedImage> tested = new ArrayList<>();
    final List<String> absent = new ArrayList<>();

    @Override
    public void tested(TestedImage image) {
      tested.add(image);
    }

    @Override
    public void absent(Path root, List<String> images) {
      absent.addAll(images);
    }

    List<String> images() {
      return tested.stream().map(TestedImage::image).toList();
    }

    List<FlawKind> flaws(String image) {
      return tested.stream()
          .filter(one -> one.image().equals(image))
          .flatMap(one -> one.flaws().stream())
          .map(flaw -> flaw.kind())
          .toList();
    }
  }

  @BeforeAll
  static void migrate() throws IOException {
    migrated = MigratedCollection.migrated(original.toRealPath().resolve("collection"));
  }

  @BeforeEach
  void copy() throws IOException {
    collection = migrated.copy(folder.toRealPath().resolve("collection"));
  }

  private Heard test(String... typed) throws IOException {
    return test(Optional.empty(), typed);
  }

  private Heard test(Optional<ContainerRuntime> runtime, String... typed) throws IOException {
    new CollectionTester(new ImageTester(runtime, settings -> settings), heard)
        .run(collection.root(), List.of(typed), collection.root(), new LocalCommandRunner());
    return heard;
  }

  @Test
  void allImagesThatAreHereAreTested() throws IOException {
    test();

    assertEquals(List.of(APP, PLAIN), heard.images());
    assertTrue(heard.tested.stream().noneMatch(TestedImage::failed), heard.tested.toString());
    assertEquals(List.of(), heard.absent);
  }

  @Test
  void anImageIsFoundByItsRegistration() throws IOException {
    assertEquals(List.of(APP), test("app").images());
  }

  @Test
  void anOldImageIsTestedToo() throws IOException {
    collection.write("images/bids/old--1.sing", "no image at all");
    collection.commitAll();

    test("images/bids/old--1.sing");

    assertEquals(List.of(FlawKind.DAMAGED), heard.flaws("images/bids/old--1.sing"));
    assertTrue(heard.tested.getFirst().failed());
  }

  @Test
  void oneImageThatCannotBeReadIsAFlawAndTheOthersAreTested() throws IOException {
    ImageTester tester = new ImageTester(Optional.empty(), settings -> settings);
    TestedImage broken =
        tester.ofFile(
            collection.root().resolve(APP),
            APP,
            _ -> {
              throw new IOException("Input/output error");
            },
            ImageTest.USUAL);

    assertEquals(FlawKind.DAMAGED, broken.flaws().getFirst().kind());
    assertTrue(broken.flaws().getFirst().problem().contains("Input/output error"));
  }

  @Test
  void whatMayNotBeReadIsNotCalledDamaged() {
    ImageTester tester = new ImageTester(Optional.empty(), settings -> settings);
    for (IOException reason :
        List.of(new AccessDeniedException(APP), new IOException("a defect of the program"))) {
      FailureException failure =
          Assertions.assertThrows(
              FailureException.class,
              () ->
                  tester.ofFile(
                      collection.root().resolve(APP),
                      APP,
                      _ -> {
                        throw reason;
                      },
                      ImageTest.USUAL));
      assertEquals(
          reason instanceof AccessDeniedException ? FailureKind.PERMISSION : FailureKind.UNEXPECTED,
          failure.kind());
    }
  }

  @Test
  void anImageThatLongshoreDoesNotReadIsStarted() throws IOException {
    Path old = folder.resolve("old.img");
    byte[] ext = new byte[4096];
    ext[1080] = 0x53;
    ext[1081] = (byte) 0xef;
    Files.write(old, ext);
    ContainerRuntime runtime = ContainerRuntime.at(new LocalCommandRunner(), program("exit 0"));
    ImageTester tester = new ImageTester(Optional.of(runtime), settings -> settings);

    TestedImage tested = tester.ofFile(old, "old.img");

    assertEquals(List.of(FlawKind.NOT_TESTED), tested.flaws().stream().map(Flaw::kind).toList());
    assertTrue(tested.trial().orElseThrow().passed());
  }

  private Path program(String script) throws IOException {
    Path program = folder.resolve("apptainer");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void filesOfTheDatasetMayNameItsImages() throws IOException {
    collection.write("images/bids/untracked--1.sif", "no image at all");
    Set<String> images =
        CollectionTester.namingImages(
            collection.root(),
            List.of(APP, "images-oci/bids/app--1.0.oci", "images/bids/untracked--1.sif"),
            collection.root(),
            new LocalCommandRunner());

    assertEquals(Set.of(APP, "images-oci/bids/app--1.0.oci"), images);
  }

  @Test
  void rulesSayHowAContainerIsStarted() throws IOException {
    collection.write(
        ".datalad/longshore.yaml",
        """
        sources:
          - registration: app
            test:
              command: [app-doctor, --all]
              exit-codes: 3
        """);
    collection.git("add", "--", ".datalad/longshore.yaml");
    collection.git("commit", "--quiet", "-m", "rules");
    Path program = program("echo \"$1 $*\"\n[ $1 != exec ] || exit 3");

    test(Optional.of(ContainerRuntime.at(new LocalCommandRunner(), program)));

    Trial ruled = heard.tested.getFirst().trial().orElseThrow();
    assertTrue(ruled.passed(), ruled.toString());
    assertEquals(List.of("app-doctor", "--all"), ruled.arguments());
    Trial usual = heard.tested.getLast().trial().orElseThrow();
    assertTrue(usual.output().startsWith("run "), usual.output());
  }

  @Test
  void whatIsNotHereIsToldAndItsLayoutLookedAt() throws IOException {
    collection.git("annex", "drop", "--quiet", "--force", APP);

    test();

    assertEquals(List.of(APP), heard.absent);
    assertEquals(List.of(PLAIN), heard.images());
  }

  @Test
  void aSifOfAnotherImageThanTheLayoutsIsBroken() throws IOException {
    Path app = collection.root().resolve(APP);
    Path plain = collection.root().resolve(PLAIN);
    byte[] bytes = Files.readAllBytes(plain);
    Files.delete(app);
    Files.write(app, bytes);
    collection.git("annex", "add", "--quiet", "--force-large", APP);
    collection.git("commit", "--quiet", "-m", "the wrong one");

    test("app");

    assertTrue(heard.flaws(APP).contains(FlawKind.OTHER_IMAGE), heard.tested.toString());
    assertTrue(heard.tested.getFirst().failed());
  }

  @Test
  void aNameThatFitsNothingIsAMistake() {
    FailureException failure = Assertions.assertThrows(FailureException.class, () -> test("apq"));
    assertEquals("is no image of this collection", failure.problem());
    assertTrue(failure.nextStep().contains("app"), failure.nextStep());
  }
}
