package io.longshore.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.ground.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  @TempDir Path folder;
  private Scratch scratch;

  @BeforeEach
  void makeScratch() throws IOException {
    scratch = new Scratch(folder.toRealPath());
  }

  private static List<RepositoryPath> paths(String... paths) {
    return List.of(paths).stream().map(RepositoryPath::of).toList();
  }

  @Test
  void theRecordIsWhatPythonPrints() throws IOException {
    RunRecord record =
        new RunRecord(
            "Build ☂",
            "echo \"a\\b\"\t'\u0001\u007f☂' /x",
            "id",
            paths("images-oci/a b.oci", "images-oci/ü.oci"),
            paths());
    String json =
        record
            .commitMessage()
            .lines()
            .dropWhile(line -> !line.equals("{"))
            .takeWhile(line -> !line.startsWith("^^^"))
            .reduce((a, b) -> a + "\n" + b)
            .orElseThrow();
    Path file = Files.writeString(folder.resolve("record.json"), json);
    String script =
        "import json,sys;"
            + "r=json.load(open(sys.argv[1],encoding='utf-8'));"
            + "sys.stdout.buffer.write("
            + "json.dumps(r,indent=1,sort_keys=True,ensure_ascii=False).encode())";
    assertEquals(json, scratch.run(folder, "python3", "-c", script, file.toString()));
  }

  @Test
  void theMessageIsOneLine() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RunRecord("two\nlines", "true", "id", paths(), paths()));
    assertThrows(
        IllegalArgumentException.class, () -> new RunRecord(" ", "true", "id", paths(), paths()));
  }

  private ObjectId commitRecord(GitRepository dataset, String command, String content)
      throws IOException {
    RunRecord record =
        new RunRecord(
            "Copy", command, Subdataset.datasetId(dataset), paths("input"), paths("output"));
    Optional<ObjectId> base = dataset.head().commit();
    try (BlobWriter writer = dataset.openWriter();
        CommitBuilder builder = dataset.buildOn(base)) {
      TreeChange output =
          new TreeChange.Put(RepositoryPath.of("output"), EntryMode.FILE, writer.write(content));
      ObjectId commit = builder.commit(List.of(output), record.commitMessage());
      Scratch.publish(dataset, base, commit);
      return commit;
    }
  }

  private GitRepository datasetWithInput() throws IOException {
    GitRepository dataset = scratch.dataset("ours");
    scratch.write(dataset, ".gitattributes", "* annex.largefiles=nothing\n");
    scratch.write(dataset, "input", "content\n");
    scratch.run(dataset.root(), "datalad", "save", "-m", "input");
    return dataset;
  }

  @Test
  void rerunAcceptsItAndSavesNothingWhereTheBytesAreTheSame() throws IOException {
    GitRepository dataset = datasetWithInput();
    ObjectId commit = commitRecord(dataset, "cat input > output", "content\n");
    scratch.assertClean(dataset);
    String said = scratch.run(dataset.root(), "datalad", "-f", "json", "rerun");
    assertTrue(said.contains("\"action\": \"run\""), said);
    assertEquals(Optional.of(commit), dataset.head().commit());
    scratch.assertClean(dataset);
  }

  @Test
  void rerunReallyRunsTheCommandOfTheRecord() throws IOException {
    GitRepository dataset = datasetWithInput();
    ObjectId commit = commitRecord(dataset, "cat input input > output", "other\n");
    scratch.run(dataset.root(), "datalad", "rerun");
    assertEquals("content\ncontent\n", Files.readString(dataset.root().resolve("output")));
    assertEquals(Optional.of(commit), dataset.resolve("HEAD~1"));
  }

  @Test
  void rerunTakesNamesToTheLetter() throws IOException {
    GitRepository dataset = scratch.dataset("ours");
    scratch.write(dataset, ".gitattributes", "* annex.largefiles=nothing\n");
    String name = "a{pwd}[b]*\\c d'e.sif";
    scratch.write(dataset, "in" + name, "content\n");
    scratch.run(dataset.root(), "datalad", "save", "-m", "input");
    RunRecord record =
        new RunRecord(
            "Copy",
            "cat " + ShellWord.quoteForScript("in" + name) + " > " + ShellWord.quoteForScript(name),
            Subdataset.datasetId(dataset),
            paths("in" + name),
            paths(name));
    Optional<ObjectId> base = dataset.head().commit();
    ObjectId commit;
    try (BlobWriter writer = dataset.openWriter();
        CommitBuilder builder = dataset.buildOn(base)) {
      commit =
          builder.commit(
              List.of(
                  new TreeChange.Put(
                      RepositoryPath.of(name), EntryMode.FILE, writer.write("content\n"))),
              record.commitMessage());
    }
    Scratch.publish(dataset, base, commit);

    String said = scratch.run(dataset.root(), "datalad", "-f", "json", "rerun");

    assertTrue(said.contains("\"action\": \"run\""), said);
    assertEquals(Optional.of(commit), dataset.head().commit());
    scratch.assertClean(dataset);
  }
}
