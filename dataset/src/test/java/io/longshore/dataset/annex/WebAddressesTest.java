package io.longshore.dataset.annex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.BatchProcess;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebAddressesTest {
  private static final AnnexKey OF_THE_WEB = AnnexKey.ofBlob(Digest.of(new byte[1]), 1);
  private static final AnnexKey CLAIMED = AnnexKey.ofBlob(Digest.of(new byte[2]), 2);
  private static final AnnexKey WITHOUT_URL = AnnexKey.ofBlob(Digest.of(new byte[3]), 3);

  @TempDir Path folder;
  private Path starts;
  private AnnexRepository annex;

  @BeforeEach
  void makeRepositoryWithDatalad() throws IOException {
    starts = folder.toRealPath().resolve("starts");
    Scratch scratch = new Scratch(folder.toRealPath());
    AnnexRepository made = scratch.annex("ours");
    DataladRemote.ensure(made);
    annex =
        AnnexRepository.open(
            GitRepository.at(made.git().root(), scratch.runnerThatCountsDatalad(starts)));
    try (UrlRegistrar urls = annex.openUrlRegistrar();
        PresenceRecorder presence = annex.openPresenceRecorder()) {
      urls.register(OF_THE_WEB, URI.create(url(OF_THE_WEB)));
      presence.record(OF_THE_WEB, KnownRemotes.DATALAD, true);
    }
    Files.deleteIfExists(starts);
  }

  private static String url(AnnexKey key) {
    return "http://127.0.0.1:1/v2/a/blobs/sha256:" + key.name();
  }

  // As "git annex registerurl" and "addurl" do where DataLad's remote is enabled.
  private void claim(AnnexKey key) throws IOException {
    annex
        .git()
        .run(
            TypedCommand.git(annex.git().root(), "annex", "registerurl", key.toString(), url(key)));
    try (PresenceRecorder presence = annex.openPresenceRecorder()) {
      presence.record(key, KnownRemotes.DATALAD, true);
    }
    assertTrue(Files.exists(starts), "DataLad was not asked whether it claims the URL");
  }

  @Test
  void aUrlThatDataladClaimedIsAUrlToo() throws IOException {
    claim(CLAIMED);
    assertEquals(
        Map.of(OF_THE_WEB, List.of(url(OF_THE_WEB)), CLAIMED, List.of(url(CLAIMED))),
        WebAddresses.of(Set.of(OF_THE_WEB, CLAIMED, WITHOUT_URL), annex.git()));
    assertEquals(
        Map.of(OF_THE_WEB, List.of(url(OF_THE_WEB)), CLAIMED, List.of(url(CLAIMED))),
        WebAddresses.ofAll(annex.git()));
    assertEquals(
        Set.of(OF_THE_WEB, CLAIMED),
        WebAddresses.fetchable(Set.of(OF_THE_WEB, CLAIMED, WITHOUT_URL), annex.git()));
  }

  @Test
  void whatCannotBeToldOfAllKeysAtOnceIsToldOfEach() throws IOException {
    CommandRunner programs = annex.git().runner();
    CommandRunner refusing =
        new CommandRunner() {
          @Override
          public CommandResult run(Command command) throws IOException {
            if (command.argv().contains("--all")) {
              throw new FailureException(FailureKind.TOOL, "git annex", "printed too much", "ask");
            }
            return programs.run(command);
          }

          @Override
          public BatchProcess start(Command command) throws IOException {
            return programs.start(command);
          }

          @Override
          public boolean isInstalled(String program) {
            return programs.isInstalled(program);
          }
        };
    GitRepository git = GitRepository.at(annex.git().root(), refusing);
    assertEquals(Map.of(), WebAddresses.ofAll(git));
    assertEquals(
        Map.of(OF_THE_WEB, List.of(url(OF_THE_WEB))), WebAddresses.of(Set.of(OF_THE_WEB), git));
  }

  @Test
  void whereTheWebHasAllDataladIsNotStarted() throws IOException {
    assertEquals(Set.of(OF_THE_WEB), WebAddresses.fetchable(Set.of(OF_THE_WEB), annex.git()));
    assertFalse(Files.exists(starts));
  }

  @Test
  void ofNoKeysNothingIsAsked() throws IOException {
    assertEquals(Map.of(), WebAddresses.of(Set.of(), annex.git()));
    assertEquals(Set.of(), WebAddresses.fetchable(Set.of(), annex.git()));
  }
}
