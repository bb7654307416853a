package io.longshore.dataset.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.DatasetCreation;
import io.longshore.dataset.Scratch;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits are signed where git would sign them, here by an SSH key. */
class SignedCommitsTest {
  @TempDir Path folder;
  private Scratch scratch;
  private Path root;

  @BeforeEach
  void begin() throws IOException {
    scratch = new Scratch(folder);
    scratch.run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key());
    root = scratch.annex("dataset").git().root();
    Files.writeString(
        folder.resolve("signers"),
        "ada@example.org " + Files.readString(folder.resolve("key.pub")));
    configure("gpg.format", "ssh");
    configure("gpg.ssh.allowedSignersFile", folder.resolve("signers").toString());
    configure("user.signingKey", key() + ".pub");
    configure("commit.gpgSign", "true");
  }

  private String key() {
    return folder.resolve("key").toString();
  }

  private void configure(String name, String value) throws IOException {
    scratch.run(root, "git", "config", name, value);
  }

  private GitRepository repository() throws IOException {
    return GitRepository.at(root, scratch.runner());
  }

  private String signature(Path where, String commit) throws IOException {
    return scratch.run(where, "git", "log", "-1", "--format=%G?", commit);
  }

  @Test
  void aCommitIsSigned() throws IOException {
    GitRepository repository = repository();
    Identity.requireSignature(repository);
    try (CommitBuilder builder = repository.buildOn(Optional.empty())) {
      ObjectId commit = builder.commit(List.of(), "signed\n");
      assertEquals("G", signature(root, commit.hex()));
    }
  }

  @Test
  void theFirstCommitOfASubdatasetIsSignedAsThoseAroundIt() throws IOException {
    Subdataset subdataset = new Subdataset(repository(), RepositoryPath.of("inner"));

    GitRepository created = DatasetCreation.create(repository(), subdataset, List.of());

    scratch.run(
        created.root(),
        "git",
        "config",
        "gpg.ssh.allowedSignersFile",
        folder.resolve("signers").toString());
    assertEquals("G", signature(created.root(), "HEAD"));
    assertTrue(created.signsCommits());
  }

  @Test
  void nobodySignsWhereNobodyAsksForIt() throws IOException {
    configure("commit.gpgSign", "off");
    GitRepository repository = repository();
    Identity.requireSignature(repository);
    try (CommitBuilder builder = repository.buildOn(Optional.empty())) {
      assertEquals("N", signature(root, builder.commit(List.of(), "unsigned\n").hex()));
    }
  }

  @Test
  void whatCannotBeSignedIsKnownBefore() throws IOException {
    configure("user.signingKey", folder.resolve("nowhere.pub").toString());
    GitRepository repository = repository();
    String objects = scratch.run(root, "git", "count-objects", "-v");

    FailureException failure =
        assertThrows(FailureException.class, () -> Identity.requireSignature(repository));

    assertEquals(FailureKind.DATASET, failure.kind());
    assertTrue(failure.problem().contains("commit.gpgSign"), failure.problem());
    assertTrue(failure.problem().contains("nowhere.pub"), failure.problem());
    assertTrue(failure.nextStep().contains("config commit.gpgSign false"), failure.nextStep());
    assertEquals(objects, scratch.run(root, "git", "count-objects", "-v"));
    assertEquals(List.of(), List.of(repository.workFolder().toFile().list()));
  }

  @Test
  void askingKeepsNothing() throws IOException {
    String objects = scratch.run(root, "git", "count-objects", "-v");
    GitRepository repository = repository();

    Identity.requireSignature(repository);

    assertEquals(objects, scratch.run(root, "git", "count-objects", "-v"));
    assertEquals(List.of(), List.of(repository.workFolder().toFile().list()));
  }

  /** A command that finds a key is a program like any other. */
  @Test
  void noFileOfTheDatasetFindsTheKey() throws IOException {
    Path marker = folder.resolve("ran");
    Path program = root.resolve("find-key");
    Files.writeString(program, "#!/bin/sh\ntouch " + marker + "\n");
    assertTrue(program.toFile().setExecutable(true));
    scratch.run(root, "git", "config", "--unset", "user.signingKey");
    configure("gpg.ssh.defaultKeyCommand", "./find-key");

    GitRepository repository = repository();

    assertThrows(FailureException.class, () -> Identity.requireSignature(repository));
    assertTrue(Files.notExists(marker));
    assertTrue(
        repository.setAside().toString().contains("gpg.ssh.defaultkeycommand"),
        repository.setAside()::toString);
  }
}
