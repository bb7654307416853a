package io.longshore.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCompletionTest {
  private static final RepositoryPath PATH = RepositoryPath.of("scripts/oci_cmd");
  private static final byte[] OURS = "#!/bin/sh\n# longshore-script: oci_cmd 1\n".getBytes(UTF_8);
  private static final SeedFile SCRIPT = new SeedFile(PATH, EntryMode.EXECUTABLE, OURS);
  private static final byte[] THEIRS = "#!/bin/bash\napptainer \"$@\"\n".getBytes(UTF_8);

  @TempDir Path folder;
  private GitRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new Scratch(folder.toRealPath()).repository("ours");
  }

  private record Put(String path, EntryMode mode, byte[] content) {}

  private ObjectId commit(Put... files) throws IOException {
    List<TreeChange> changes = new ArrayList<>();
    try (BlobWriter writer = repository.openWriter();
        CommitBuilder builder = repository.buildOn(Optional.empty())) {
      for (Put file : files) {
        changes.add(
            new TreeChange.Put(
                RepositoryPath.of(file.path()), file.mode(), writer.write(file.content())));
      }
      return builder.commit(changes, "files\n");
    }
  }

  private ObjectId complete(ObjectId base, DatasetCompletion completion) throws IOException {
    try (BlobWriter writer = repository.openWriter();
        CommitBuilder builder = repository.buildOn(Optional.of(base))) {
      return builder.commitIfChanged(completion.changes(writer), "completed\n");
    }
  }

  private DatasetCompletion withScript(ObjectId base, ObjectReader reader) throws IOException {
    return new DatasetCompletion(Optional.of(base), reader).script(SCRIPT);
  }

  @Test
  void anotherProgramIsKeptBesideAndAScriptOfOursIsThere() throws IOException {
    ObjectId base =
        commit(
            new Put("scripts/oci_cmd", EntryMode.EXECUTABLE, THEIRS),
            new Put("scripts/oci_cmd.kept", EntryMode.FILE, "an older one\n".getBytes(UTF_8)));
    try (ObjectReader reader = repository.openReader()) {
      DatasetCompletion completion = withScript(base, reader);
      assertEquals(1, completion.warnings().size());
      assertTrue(completion.warnings().getFirst().contains("scripts/oci_cmd.kept2"));
      assertEquals(PATH, completion.lacks().getFirst().path());

      ObjectId after = complete(base, completion);

      assertArrayEquals(OURS, reader.file(after, PATH).orElseThrow());
      assertEquals(Optional.of(EntryMode.EXECUTABLE), reader.mode(after, PATH));
      RepositoryPath kept = RepositoryPath.of("scripts/oci_cmd.kept2");
      assertArrayEquals(THEIRS, reader.file(after, kept).orElseThrow());
      assertEquals(Optional.of(EntryMode.EXECUTABLE), reader.mode(after, kept));
      assertEquals(List.of(), withScript(after, reader).paths());
    }
  }

  @Test
  void aLinkIntoTheAnnexIsNoScriptInAClone() throws IOException {
    byte[] target = "../.git/annex/objects/x".getBytes(UTF_8);
    ObjectId base = commit(new Put("scripts/oci_cmd", EntryMode.SYMBOLIC_LINK, target));
    try (ObjectReader reader = repository.openReader()) {
      ObjectId after = complete(base, withScript(base, reader));
      assertEquals(Optional.of(EntryMode.EXECUTABLE), reader.mode(after, PATH));
      assertEquals(
          Optional.of(EntryMode.SYMBOLIC_LINK),
          reader.mode(after, RepositoryPath.of("scripts/oci_cmd.kept")));
    }
  }

  @Test
  void oneOfOursStaysWhateverItsReleaseAndMayBeExecuted() throws IOException {
    byte[] other = "#!/bin/sh\n# longshore-script: oci_cmd 9\nexit 3\n".getBytes(UTF_8);
    ObjectId base = commit(new Put("scripts/oci_cmd", EntryMode.EXECUTABLE, other));
    try (ObjectReader reader = repository.openReader()) {
      DatasetCompletion completion = withScript(base, reader);
      assertEquals(List.of(), completion.lacks());
      assertEquals(1, completion.remarks().size());

      ObjectId plain = commit(new Put("scripts/oci_cmd", EntryMode.FILE, other));
      completion = withScript(plain, reader);
      assertEquals("may not be executed", completion.lacks().getFirst().problem());
      ObjectId after = complete(plain, completion);
      assertArrayEquals(other, reader.file(after, PATH).orElseThrow());
      assertEquals(Optional.of(EntryMode.EXECUTABLE), reader.mode(after, PATH));
    }
  }

  @Test
  void foldersAndLinksInTheWayAreRefused() throws IOException {
    ObjectId isFolder = commit(new Put("scripts/oci_cmd/mine", EntryMode.FILE, THEIRS));
    ObjectId behindLink =
        commit(new Put("scripts", EntryMode.SYMBOLIC_LINK, "code".getBytes(UTF_8)));
    try (ObjectReader reader = repository.openReader()) {
      for (ObjectId base : List.of(isFolder, behindLink)) {
        assertThrows(FailureException.class, () -> withScript(base, reader));
      }
    }
  }

  @Test
  void linesThatKeepBytesStandBehindWhatConvertsThem() throws IOException {
    String conversion = "* text eol=crlf\n";
    ObjectId base =
        commit(
            new Put(
                ".gitattributes",
                EntryMode.FILE,
                (LayoutAttributes.forBytes() + conversion).getBytes(UTF_8)));
    try (ObjectReader reader = repository.openReader()) {
      DatasetCompletion completion =
          new DatasetCompletion(Optional.of(base), reader)
              .lines(
                  LayoutAttributes.DATASET_PATH,
                  LayoutAttributes.forBytes(),
                  LayoutAttributes::keepBytes);
      ObjectId after = complete(base, completion);
      String text =
          new String(reader.file(after, LayoutAttributes.DATASET_PATH).orElseThrow(), UTF_8);
      assertTrue(text.endsWith(conversion + LayoutAttributes.forBytes()), text);
      assertTrue(LayoutAttributes.keepBytes(text));
    }
    assertTrue(LayoutAttributes.keepBytes(LayoutAttributes.forBytes() + "# no text\n*.md -text\n"));
    assertFalse(LayoutAttributes.keepBytes(LayoutAttributes.forBytes() + "*.json !text\n"));
  }
}
