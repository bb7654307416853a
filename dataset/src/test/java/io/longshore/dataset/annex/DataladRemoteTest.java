package io.longshore.dataset.annex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataladRemoteTest {
  private static final AnnexKey KEY = AnnexKey.ofBlob(Digest.of(new byte[1]), 1);

  @TempDir Path folder;
  private Scratch scratch;
  private CommandRunner withoutDatalad;

  @BeforeEach
  void makeScratch() throws IOException {
    scratch = new Scratch(folder.toRealPath());
    withoutDatalad = scratch.runnerWithoutDatalad();
  }

  private AnnexRepository as(CommandRunner runner, AnnexRepository annex) throws IOException {
    return AnnexRepository.open(GitRepository.at(annex.git().root(), runner));
  }

  private String run(AnnexRepository annex, String... arguments) throws IOException {
    return annex.git().run(TypedCommand.git(annex.git().root(), arguments)).text();
  }

  private List<String> withoutUrl(AnnexRepository annex) throws IOException {
    return run(annex, "annex", "find", "--not", "--in", "datalad", "--and", "--not", "--in", "web")
        .lines()
        .toList();
  }

  private void addLayer(AnnexRepository annex, String path) throws IOException {
    run(annex, "annex", "fromkey", "--force", KEY.toString(), path);
    try (UrlRegistrar urls = annex.openUrlRegistrar();
        PresenceRecorder presence = annex.openPresenceRecorder()) {
      urls.register(KEY, URI.create("http://127.0.0.1:1/v2/a/blobs/sha256:" + KEY.name()));
      presence.record(KEY, KnownRemotes.DATALAD, true);
    }
  }

  private void plant(AnnexRepository annex, String path) throws IOException {
    scratch.write(annex.git(), path, "planted");
    run(annex, "annex", "add", path);
  }

  @Test
  void theTestProgramsReallyLackDatalad() {
    assertFalse(withoutDatalad.isInstalled(DataladRemote.PROGRAM));
    assertFalse(withoutDatalad.isInstalled("datalad"));
    assertTrue(withoutDatalad.isInstalled("git-annex"));
    assertTrue(scratch.runner().isInstalled(DataladRemote.PROGRAM));
  }

  @Test
  void withDataladItIsEnabledAndTheQuestionOfTheGuideIsAnswered() throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    DataladRemote.ensure(annex);
    assertEquals(
        Optional.of("datalad"), annex.git().configuration("remote.datalad.annex-externaltype"));
    addLayer(annex, "layer");
    assertEquals(List.of(), withoutUrl(annex));
    plant(annex, "planted");
    assertEquals(List.of("planted"), withoutUrl(annex));
  }

  @Test
  void settingItUpStartsDataladOnce() throws IOException {
    Path starts = folder.resolve("starts");
    AnnexRepository annex = as(scratch.runnerThatCountsDatalad(starts), scratch.annex("ours"));
    DataladRemote.ensure(annex);
    assertEquals(
        Optional.of("datalad"), annex.git().configuration("remote.datalad.annex-externaltype"));
    assertEquals(List.of("start"), Files.readAllLines(starts));
  }

  @Test
  void urlsAreTheWebsThoughTheRemoteClaimsThem() throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    DataladRemote.ensure(annex);
    addLayer(annex, "layer");
    assertTrue(run(annex, "annex", "whereis", "layer").contains("  web: http://127.0.0.1:1/v2/"));
    assertTrue(run(annex, "annex", "whereis", "layer").contains("(2 copies)"));
  }

  @Test
  void withoutDataladTheQuestionIsAnsweredToo() throws IOException {
    AnnexRepository annex = as(withoutDatalad, scratch.annex("ours"));
    DataladRemote.ensure(annex);
    addLayer(annex, "layer");
    assertEquals(List.of(), withoutUrl(annex));
    plant(annex, "planted");
    assertEquals(List.of("planted"), withoutUrl(annex));
  }

  @Test
  void whatIsRecordedForClonesDoesNotDependOnDataladBeingInstalled() throws IOException {
    AnnexRepository with = scratch.annex("with");
    AnnexRepository without = as(withoutDatalad, scratch.annex("without"));
    DataladRemote.ensure(with);
    DataladRemote.ensure(without);
    assertEquals(remoteLog(with), remoteLog(without));
  }

  private String remoteLog(AnnexRepository annex) throws IOException {
    return run(annex, "show", "git-annex:remote.log").replaceFirst(" timestamp=\\S+", "");
  }

  @Test
  void aCloneWithDataladEnablesItByItself() throws IOException {
    AnnexRepository without = as(withoutDatalad, scratch.annex("ours"));
    DataladRemote.ensure(without);
    addLayer(without, "layer");
    run(without, "commit", "--quiet", "-m", "layer");

    scratch.run(folder, "git", "clone", "--quiet", without.git().root().toString(), "clone");
    GitRepository clone = GitRepository.at(folder.resolve("clone"), scratch.runner());
    AnnexRepository cloned = AnnexRepository.initialise(clone, "clone");
    assertEquals(Optional.of("datalad"), clone.configuration("remote.datalad.annex-externaltype"));
    assertEquals(List.of(), withoutUrl(cloned));
  }

  @Test
  void onceDataladIsInstalledItIsUsed() throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    DataladRemote.ensure(as(withoutDatalad, annex));
    assertEquals(
        Optional.of("readonly"), annex.git().configuration("remote.datalad.annex-externaltype"));
    DataladRemote.ensure(annex);
    assertEquals(
        Optional.of("datalad"), annex.git().configuration("remote.datalad.annex-externaltype"));
    assertEquals(Optional.empty(), annex.git().configuration("remote.datalad.annex-readonly"));
    assertEquals(1, run(annex, "show", "git-annex:remote.log").lines().count());
  }

  @Test
  void aRemoteKnownButNotEnabledHereIsEnabled() throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    DataladRemote.ensure(annex);
    run(annex, "remote", "remove", "datalad");
    DataladRemote.ensure(as(withoutDatalad, annex));
    assertEquals(
        Optional.of("readonly"), annex.git().configuration("remote.datalad.annex-externaltype"));
    assertEquals(1, run(annex, "show", "git-annex:remote.log").lines().count());
  }

  @Test
  void askingAgainChangesNothing() throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    DataladRemote.ensure(annex);
    String before = run(annex, "rev-parse", "git-annex");
    DataladRemote.ensure(annex);
    assertEquals(before, run(annex, "rev-parse", "git-annex"));
  }

  @Test
  void anotherRemoteOfThatNameIsNotTouched() throws IOException {
    AnnexRepository annex = scratch.annex("ours");
    run(annex, "remote", "add", "datalad", "https://git.example/other");
    assertThrows(FailureException.class, () -> DataladRemote.ensure(annex));
    assertEquals("https://git.example/other", run(annex, "remote", "get-url", "datalad"));
  }

  /** What anybody who can push to the dataset writes into git-annex's branch. */
  private AnnexRepository recorded(String words) throws IOException {
    AnnexRepository annex = scratch.annex("strangers");
    Path root = annex.git().root();
    scratch.write(annex.git(), "h/reference-transaction", "#!/bin/sh\ntouch was-run\n");
    scratch.write(annex.git(), "git-annex-remote-/x", "#!/bin/sh\ntouch was-run\n");
    scratch.run(root, "chmod", "+x", "h/reference-transaction", "git-annex-remote-/x");
    scratch.commitAll(annex.git(), "programs");
    scratch.run(root, "git", "checkout", "-q", "git-annex");
    scratch.write(
        annex.git(), "remote.log", KnownRemotes.DATALAD + " " + words + " timestamp=1700000000s\n");
    scratch.write(
        annex.git(), "uuid.log", KnownRemotes.DATALAD + " datalad timestamp=1700000000s\n");
    scratch.commitAll(annex.git(), "a remote");
    scratch.run(root, "git", "checkout", "-q", "master");
    return annex;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name=-ccore.hooksPath=h type=external externaltype=datalad encryption=none",
        "name=--json type=external externaltype=datalad encryption=none",
        "name=$(touch&was-run) type=external externaltype=datalad encryption=none",
        "name=datalad type=external externaltype=/x encryption=none",
        "name=datalad type=hook hooktype=x externaltype=datalad encryption=none"
      })
  void whatReadsLikeAnOptionOrRunsAnotherProgramIsRefused(String words) throws IOException {
    AnnexRepository annex = recorded(words);
    FailureException refused =
        assertThrows(FailureException.class, () -> DataladRemote.ensure(annex));
    assertTrue(refused.problem().contains("special remote"), refused.problem());
    assertFalse(Files.exists(annex.git().root().resolve("was-run")));
  }

  @Test
  void anotherNameIsEnabledByIdentity() throws IOException {
    AnnexRepository annex =
        recorded("name=Data_lad-2 type=external externaltype=datalad encryption=none");
    DataladRemote.ensure(as(withoutDatalad, annex));
    assertTrue(
        run(annex, "config", "--get-regexp", "annex-uuid")
            .contains(KnownRemotes.DATALAD.toString()));
  }
}
