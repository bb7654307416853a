package io.longshore.dataset.git.object;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that others have named, in repositories we work in. */
class TrackedPathTest {
  private final Scratch scratch;
  private final GitRepository repository;

  TrackedPathTest(@TempDir Path folder) throws IOException {
    scratch = new Scratch(folder);
    repository = scratch.repository("foreign");
    scratch.write(repository, "ours", "ours\n");
    scratch.write(repository, "ü", "umlaut\n");
    scratch.commitAll(repository, "begin");
    scratch.run(
        repository.root(),
        "sh",
        "-c",
        "printf x >\"$(printf 'Icon\\r')\"; printf y >\"$(printf 'two\\nlines')\";"
            + " printf z >\"$(printf 'caf\\351')\"; printf v >./--upload-pack=x; git add -A;"
            + " git commit -q -m names");
  }

  @Test
  void anyNameIsCarried() throws IOException {
    List<TreeEntry> entries = repository.entries(repository.head().commit().orElseThrow());
    assertEquals(
        List.of("--upload-pack=x", "Icon\\x0d", "caf\\xe9", "ours", "two\\x0alines", "ü"),
        entries.stream().map(entry -> entry.path().toString()).toList());
    assertEquals(
        List.of("--upload-pack=x", "ours", "ü"),
        entries.stream()
            .flatMap(entry -> entry.path().ours().stream())
            .map(RepositoryPath::value)
            .toList());
  }

  @Test
  void commitsOnTopOfThemKeepThem() throws IOException {
    ObjectId before = repository.head().commit().orElseThrow();
    ObjectId after;
    try (BlobWriter writer = repository.openWriter();
        CommitBuilder builder = repository.buildOn(Optional.of(before))) {
      TreeChange change =
          new TreeChange.Put(RepositoryPath.of("more"), EntryMode.FILE, writer.write("more\n"));
      after = builder.commit(List.of(change), "more\n");
      Scratch.publish(repository, Optional.of(before), after);
    }
    assertEquals(1, repository.differences(before, after).size());
    assertEquals(List.of(), repository.workTree().status());
  }

  @Test
  void whatChangesAtThemIsTold() throws IOException {
    ObjectId before = repository.resolve("HEAD~1").orElseThrow();
    ObjectId after = repository.resolve("HEAD").orElseThrow();
    assertEquals(4, repository.differences(before, after).size());
  }

  @Test
  void ourPathsAreTheSameInBothForms() {
    RepositoryPath path = RepositoryPath.of("images/ü.sif");
    assertEquals(Optional.of(path), TrackedPath.of(path).ours());
    assertEquals(
        "images/ü.sif",
        new String(
            TrackedPath.of(path).bytes().getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8));
  }
}
