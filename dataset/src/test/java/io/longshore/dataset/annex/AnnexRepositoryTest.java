package io.longshore.dataset.annex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnexRepositoryTest {
  private static final byte[] CONTENT = "a layer\n".getBytes(StandardCharsets.UTF_8);
  private static final AnnexKey KEY = AnnexKey.ofBlob(Digest.of(CONTENT), CONTENT.length);

  @TempDir Path folder;
  private Scratch scratch;

  @BeforeEach
  void makeScratch() throws IOException {
    scratch = new Scratch(folder.toRealPath());
  }

  private String annex(AnnexRepository annex, String... arguments) throws IOException {
    String[] argv = new String[arguments.length + 2];
    argv[0] = "git";
    argv[1] = "annex";
    System.arraycopy(arguments, 0, argv, 2, arguments.length);
    return scratch.run(annex.git().root(), argv);
  }

  @Test
  void aRepositoryWithoutAnAnnexIsRefusedWithTheCommandThatMakesOne() throws IOException {
    GitRepository plain = scratch.repository("plain");
    FailureException failure =
        assertThrows(FailureException.class, () -> AnnexRepository.open(plain));
    assertEquals(FailureKind.NOT_A_DATASET, failure.kind());
    assertTrue(failure.nextStep().endsWith("annex init"), failure::nextStep);
  }

  @Test
  void itKnowsItself() throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    assertEquals(
        scratch.run(annex.git().root(), "git", "config", "annex.uuid"), annex.uuid().toString());
  }

  @Test
  void theBackendIsTheAttributeElseTheConfigurationElseTheDefault() throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    assertEquals("SHA256E", annex.backendFor(RepositoryPath.of("images/x.sif")));
    annex.git().configure("annex.backends", " MD5E SHA256E");
    assertEquals("MD5E", annex.backendFor(RepositoryPath.of("images/x.sif")));
    annex.git().configure("annex.backend", "SHA512E");
    assertEquals("SHA512E", annex.backendFor(RepositoryPath.of("images/x.sif")));
    scratch.write(annex.git(), ".gitattributes", "images/** annex.backend=MD5E\n");
    assertEquals("MD5E", annex.backendFor(RepositoryPath.of("images/x.sif")));
    assertEquals("SHA512E", annex.backendFor(RepositoryPath.of("elsewhere")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA256", "SHA256E", "MD5E", "SHA512E", "MD5"})
  void theKeyOfAnImageIsTheOneAddWouldChoose(String backend) throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    scratch.write(annex.git(), ".gitattributes", "* annex.backend=" + backend + "\n");
    RepositoryPath path = RepositoryPath.of("images/bids-validator--1.2.3.sif");
    Path staged = Files.write(folder.resolve(path.fileName()), CONTENT);
    AnnexKey key = annex.keyFor(path, Digest.of(CONTENT), CONTENT.length, staged);

    Files.createDirectories(annex.git().root().resolve("images"));
    Files.write(path.in(annex.git().root()), CONTENT);
    annex(annex, "add", "--quiet", path.value());
    assertEquals(annex(annex, "lookupkey", path.value()), key.toString());
  }

  @Test
  void contentUnderAnotherNameIsNotGivenAKey() throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    Path staged = Files.write(folder.resolve("x.tmp"), CONTENT);
    assertThrows(
        IllegalArgumentException.class,
        () -> annex.keyFor(RepositoryPath.of("x.sif"), Digest.of(CONTENT), 8, staged));
  }

  @Test
  void contentIsMovedInFoundAndTakenBack() throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    Path staged = Files.write(folder.resolve("staged"), CONTENT);
    Files.setPosixFilePermissions(
        staged, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    try (KeyLocator locator = annex.openLocator()) {
      assertEquals(Optional.empty(), locator.content(KEY));
      annex.setContent(KEY, staged);
      Path content = locator.content(KEY).orElseThrow();
      assertEquals(8, Files.size(content));
      assertEquals(
          "r--r--r--",
          java.nio.file.attribute.PosixFilePermissions.toString(
              Files.getPosixFilePermissions(content)));
      assertTrue(Files.notExists(staged));
      assertEquals(
          annex.uuid().toString(),
          annex(annex, "findkeys", "--in=here", "--format=" + annex.uuid()));

      annex.dropContent(KEY);
      assertEquals(Optional.empty(), locator.content(KEY));
      annex.dropContent(KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"layer", "bids/x.oci/blobs/sha256/0123"})
  void theLinkIsTheOneFromkeyMakes(String path) throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    annex(annex, "fromkey", "--force", KEY.toString(), path);
    Path made = Files.readSymbolicLink(annex.git().root().resolve(path));
    try (KeyLocator locator = annex.openLocator()) {
      String target = locator.linkTarget(KEY, RepositoryPath.of(path));
      assertEquals(made.toString(), target);
      assertEquals(KEY, AnnexKey.ofPointer(target));
    }
  }

  @Test
  void urlsAndPresenceAreRecordedAndSeenWhileTheProcessesRun() throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    annex(annex, "fromkey", "--force", KEY.toString(), "layer");
    URI url = URI.create("https://registry.example/v2/a/b/blobs/sha256:" + KEY.name());
    UrlRegistrar urls = annex.openUrlRegistrar();
    PresenceRecorder presence = annex.openPresenceRecorder();
    urls.register(KEY, url);
    presence.record(KEY, KnownRemotes.DATALAD, true);

    String running = annex(annex, "whereis", "layer");
    assertTrue(running.contains("web: " + url), running);
    assertTrue(running.contains(KnownRemotes.DATALAD.toString()), running);
    urls.close();
    presence.close();

    assertTrue(annex(annex, "whereis", "layer").contains("(2 copies)"));
    String branch =
        scratch.run(annex.git().root(), "git", "ls-tree", "-r", "--name-only", "git-annex");
    assertTrue(branch.contains(KEY + ".log.web"), branch);

    try (PresenceRecorder again = annex.openPresenceRecorder()) {
      again.record(KEY, KnownRemotes.DATALAD, false);
    }
    assertTrue(annex(annex, "whereis", "layer").contains("(1 copy)"));
  }
}
