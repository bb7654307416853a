package io.longshore.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.git.BranchAdvance;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that would be options or commands somewhere, in all places where data become arguments. */
class HostileWordsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--upload-pack=touch X;true",
        "-ccore.hooksPath=h",
        "--exec=touch X",
        "$(touch X)",
        "`touch X`",
        ";touch X;",
        "--help",
        "--"
      })
  void areWhatTheyAreCalledAndNothingElse(String word) throws IOException {
    Scratch scratch = new Scratch(folder.toRealPath());
    AnnexRepository annex = AnnexRepository.initialise(scratch.repository("dataset"), word);
    GitRepository git = annex.git();
    scratch.write(git, "h/reference-transaction", "#!/bin/sh\ntouch X\n");
    scratch.run(git.root(), "chmod", "+x", "h/reference-transaction");
    scratch.write(git, word, "content\n");
    scratch.run(git.root(), "git", "-c", "annex.largefiles=nothing", "add", "--all");
    scratch.run(git.root(), "git", "commit", "--quiet", "-m", "begin");

    RepositoryPath path = RepositoryPath.of(word);
    ObjectId head = git.head().commit().orElseThrow();
    assertEquals(1, git.entries(head, path).size());
    assertEquals(List.of(), git.workTree().status(List.of(path)));
    assertEquals("SHA256E", annex.backendFor(path));
    assertEquals(Optional.empty(), git.resolve(word));
    assertEquals(Optional.empty(), git.configuration("annex." + word.replaceAll("[^a-z]", "x")));
    git.configure("longshore.test", word);
    assertEquals(Optional.of(word), git.configuration("longshore.test"));

    byte[] content = "some content".getBytes(StandardCharsets.UTF_8);
    Path staged = Files.createDirectories(folder.resolve("staged")).resolve(word);
    Files.write(staged, content);
    AnnexKey key = annex.keyFor(path, Digest.of(content), content.length, staged);
    annex.setContent(key, staged);
    try (KeyLocator locator = annex.openLocator();
        BlobWriter writer = git.openWriter();
        CommitBuilder builder = git.buildOn(Optional.of(head))) {
      assertTrue(locator.content(key).isPresent());
      ObjectId link = writer.write(locator.linkTarget(key, path));
      TreeChange put = new TreeChange.Put(path, EntryMode.SYMBOLIC_LINK, link);
      ObjectId commit = builder.commit(List.of(put), word + "\n");
      try (BranchAdvance advance =
          BranchAdvance.prepare(git, "refs/heads/master", Optional.of(head), commit, word)) {
        advance.move();
        advance.bring();
      }
    }
    assertTrue(Files.isSymbolicLink(git.root().resolve(word)));
    annex.dropContent(List.of(key));
    try (Stream<Path> files = Files.walk(folder)) {
      assertTrue(files.noneMatch(file -> file.endsWith("X")));
    }
  }

  @Test
  void aFolderWithALineBreakIsRefusedInWords() throws IOException {
    Scratch scratch = new Scratch(folder.toRealPath());
    FailureException refused =
        assertThrows(FailureException.class, () -> scratch.repository("two\nlines"));
    assertTrue(refused.problem().contains("line break"), refused.problem());
    assertFalse(refused.getMessage().contains("unexpected"), refused.getMessage());
  }
}
