package io.longshore.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.annex.KnownRemotes;
import io.longshore.dataset.annex.PresenceRecorder;
import io.longshore.dataset.annex.UrlRegistrar;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.ground.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layout published by plumbing alone is, to git-annex and DataLad, as if they had saved it. */
class PublishedLayoutTest {
  private static final RepositoryPath LAYOUT = RepositoryPath.of("bids/bids-validator--1.2.3.oci");
  private static final RepositoryPath IMAGE =
      RepositoryPath.of("images/bids/bids-validator--1.2.3.sif");
  private static final byte[] MANIFEST = "{\"a\": \"manifest\"}".getBytes(UTF_8);
  private static final byte[] CONFIGURATION = "{}".getBytes(UTF_8);
  private static final byte[] INDEX = "{\"manifests\": []}".getBytes(UTF_8);
  private static final byte[] VERSION = "{\"imageLayoutVersion\": \"1.0.0\"}".getBytes(UTF_8);
  private static final List<byte[]> LAYERS =
      List.of("layer 1".getBytes(UTF_8), new byte[300_000], "".getBytes(UTF_8));

  @TempDir Path folder;
  private Scratch scratch;
  private GitRepository superdataset;
  private GitRepository layouts;
  private AnnexRepository annex;
  private BlobServer server;

  @BeforeEach
  void publishALayout() throws IOException {
    scratch = new Scratch(folder.toRealPath());
    superdataset = scratch.dataset("containers");
    Subdataset subdataset = new Subdataset(superdataset, RepositoryPath.of("images-oci"));
    layouts = DatasetCreation.create(superdataset, subdataset, List.of());
    SubdatasetTest.register(superdataset, subdataset);
    annex = AnnexRepository.open(layouts);
    server = new BlobServer();
    try (BlobWriter writer = layouts.openWriter();
        KeyLocator locator = annex.openLocator();
        UrlRegistrar urls = annex.openUrlRegistrar();
        PresenceRecorder presence = annex.openPresenceRecorder()) {
      List<TreeChange> changes = smallFiles(writer);
      for (byte[] layer : LAYERS) {
        AnnexKey key = AnnexKey.ofBlob(Digest.of(layer), layer.length);
        annex.setContent(key, Files.write(layouts.workFolder().resolve("staged"), layer));
        urls.register(key, server.serve(key.name(), layer));
        presence.record(key, KnownRemotes.DATALAD, true);
        RepositoryPath path = blobPath(layer);
        ObjectId link = writer.write(locator.linkTarget(key, path));
        changes.add(new TreeChange.Put(path, EntryMode.SYMBOLIC_LINK, link));
      }
      publish(layouts, changes, "Add layout\n");
    }
    publish(
        superdataset,
        List.of(
            new TreeChange.Put(
                subdataset.path(), EntryMode.GITLINK, layouts.head().commit().orElseThrow())),
        "Update subdataset\n");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private static List<TreeChange> smallFiles(BlobWriter writer) throws IOException {
    byte[] attributes =
        LayoutAttributes.forLayout(List.of(Digest.of(MANIFEST), Digest.of(CONFIGURATION)));
    return new ArrayList<>(
        List.of(
            file(writer, LAYOUT.resolve("oci-layout"), VERSION),
            file(writer, LAYOUT.resolve("index.json"), INDEX),
            file(writer, LayoutAttributes.pathIn(LAYOUT), attributes),
            file(writer, blobPath(MANIFEST), MANIFEST),
            file(writer, blobPath(CONFIGURATION), CONFIGURATION)));
  }

  private static TreeChange file(BlobWriter writer, RepositoryPath path, byte[] content)
      throws IOException {
    return new TreeChange.Put(path, EntryMode.FILE, writer.write(content));
  }

  private static RepositoryPath blobPath(byte[] content) {
    return LAYOUT.resolve("blobs/sha256/" + Digest.of(content).hex());
  }

  private static void publish(GitRepository repository, List<TreeChange> changes, String message)
      throws IOException {
    Optional<ObjectId> base = repository.head().commit();
    try (CommitBuilder builder = repository.buildOn(base)) {
      ObjectId commit = builder.commit(changes, message);
      Scratch.publish(repository, base, commit);
    }
  }

  private List<String> withoutUrl() throws IOException {
    return scratch
        .run(
            layouts.root(),
            "git",
            "annex",
            "find",
            "--not",
            "--in",
            "datalad",
            "--and",
            "--not",
            "--in",
            "web")
        .lines()
        .toList();
  }

  @Test
  void everyoneSeesACleanDataset() throws IOException {
    scratch.assertClean(superdataset);
    scratch.assertClean(layouts);
    assertEquals("", scratch.run(layouts.root(), "git", "fsck", "--no-dangling"));
  }

  @Test
  void theContentIsWhereTheLinksPointAndPassesFsck() throws IOException {
    for (byte[] layer : LAYERS) {
      Path file = blobPath(layer).in(layouts.root());
      assertTrue(Files.isSymbolicLink(file));
      assertArrayEquals(layer, Files.readAllBytes(file));
    }
    String fsck = scratch.run(layouts.root(), "git", "annex", "fsck");
    assertEquals(3, fsck.lines().filter(line -> line.endsWith(" ok")).count(), fsck);
    scratch.assertClean(superdataset);
  }

  @Test
  void everyLayerHasAUrlAndAFileWithoutOneIsFound() throws IOException {
    assertEquals(List.of(), withoutUrl());
    scratch.write(layouts, LAYOUT + "/blobs/sha256/planted", "planted");
    scratch.run(layouts.root(), "git", "annex", "add", LAYOUT + "/blobs/sha256/planted");
    assertEquals(List.of(LAYOUT + "/blobs/sha256/planted"), withoutUrl());
  }

  @Test
  void aSaveByDataladFindsNothingToDo() throws IOException {
    Optional<ObjectId> before = superdataset.head().commit();
    scratch.run(superdataset.root(), "datalad", "save", "-r", "-m", "nothing");
    assertEquals(before, superdataset.head().commit());
  }

  @Test
  void aLaterSaveKeepsSmallFilesInGitAndLayersInTheAnnex() throws IOException {
    scratch.write(layouts, LAYOUT + "/index.json", "{\"manifests\": [1]}");
    // As if the same blobs were copied in by another tool.
    for (byte[] blob : List.of(MANIFEST, LAYERS.getFirst())) {
      Path file = blobPath(blob).in(layouts.root());
      Files.delete(file);
      Files.write(file, blob);
    }
    scratch.run(superdataset.root(), "datalad", "save", "-r", "-m", "again");
    assertFalse(Files.isSymbolicLink(layouts.root().resolve(LAYOUT + "/index.json")));
    assertFalse(Files.isSymbolicLink(blobPath(MANIFEST).in(layouts.root())));
    ObjectId commit = layouts.head().commit().orElseThrow();
    assertEquals(
        List.of(LAYOUT.resolve("index.json")),
        layouts.differences(layouts.resolve("HEAD~1").orElseThrow(), commit).stream()
            .flatMap(difference -> difference.after().stream())
            .flatMap(entry -> entry.path().ours().stream())
            .toList());
    scratch.assertClean(superdataset);
  }

  @Test
  void droppedLayersComeBackFromTheirUrls() throws IOException {
    scratch.run(layouts.root(), "git", "annex", "drop", "--force", ".");
    assertFalse(Files.exists(blobPath(LAYERS.getFirst()).in(layouts.root())));
    scratch.run(layouts.root(), "git", "annex", "get", ".");
    for (byte[] layer : LAYERS) {
      assertArrayEquals(layer, Files.readAllBytes(blobPath(layer).in(layouts.root())));
    }
    scratch.assertClean(superdataset);
  }

  @Test
  void aCloneGetsTheLayersFromTheRegistry() throws IOException {
    scratch.run(folder, "datalad", "clone", superdataset.root().toString(), "clone");
    Path clone = scratch.folder().resolve("clone");
    scratch.run(clone, "datalad", "get", "-n", "images-oci");
    Path cloned = clone.resolve("images-oci");
    scratch.run(cloned, "git", "remote", "remove", "origin");
    scratch.run(cloned, "git", "annex", "get", LAYOUT.value());
    for (byte[] layer : LAYERS) {
      assertArrayEquals(layer, Files.readAllBytes(blobPath(layer).in(cloned)));
    }
  }

  @Test
  void whatTheRegistryServesWronglyIsNotTaken() throws IOException {
    byte[] layer = LAYERS.getFirst();
    scratch.run(layouts.root(), "git", "annex", "drop", "--force", blobPath(layer).value());
    server.serve(Digest.of(layer).hex(), "Layer 1".getBytes(UTF_8));
    scratch.tryRun(layouts.root(), "git", "annex", "get", blobPath(layer).value());
    try (KeyLocator locator = annex.openLocator()) {
      assertEquals(
          Optional.empty(), locator.content(AnnexKey.ofBlob(Digest.of(layer), layer.length)));
    }
  }

  @Test
  void anUnlockedImageGetsItsContentWhenTheWorkTreeGoesBack() throws IOException {
    GitRepository dataset = superdataset;
    scratch.write(dataset, IMAGE.value(), "an image");
    scratch.run(dataset.root(), "datalad", "save", "-m", "image");
    scratch.run(dataset.root(), "datalad", "unlock", IMAGE.value());
    scratch.run(dataset.root(), "datalad", "save", "-m", "unlocked");
    Optional<ObjectId> before = dataset.head().commit();
    publish(dataset, List.of(new TreeChange.Remove(IMAGE)), "Remove image\n");
    assertFalse(Files.exists(IMAGE.in(dataset.root())));

    ObjectId now = dataset.head().commit().orElseThrow();
    Scratch.publish(dataset, Optional.of(now), before.orElseThrow());
    assertEquals("an image", Files.readString(IMAGE.in(dataset.root())));
    scratch.assertClean(dataset);
  }

  @Test
  void aRerunInAFreshCloneFetchesTheLayersAndMakesTheSameImage() throws IOException {
    RepositoryPath layer = RepositoryPath.of("images-oci/" + blobPath(LAYERS.get(1)));
    String command = "cat " + layer + " > " + IMAGE;
    RunRecord record =
        new RunRecord(
            "Build",
            command,
            Subdataset.datasetId(superdataset),
            List.of(RepositoryPath.of("images-oci/" + LAYOUT)),
            List.of(IMAGE));
    AnnexRepository images = AnnexRepository.open(superdataset);
    Path staged = Files.write(superdataset.workFolder().resolve(IMAGE.fileName()), LAYERS.get(1));
    AnnexKey key = images.keyFor(IMAGE, Digest.of(LAYERS.get(1)), LAYERS.get(1).length, staged);
    assertEquals("MD5E", key.backend());
    images.setContent(key, staged);
    try (BlobWriter writer = superdataset.openWriter();
        KeyLocator locator = images.openLocator()) {
      ObjectId link = writer.write(locator.linkTarget(key, IMAGE));
      publish(
          superdataset,
          List.of(new TreeChange.Put(IMAGE, EntryMode.SYMBOLIC_LINK, link)),
          record.commitMessage());
    }
    scratch.assertClean(superdataset);

    scratch.run(folder, "datalad", "clone", superdataset.root().toString(), "clone");
    GitRepository clone = GitRepository.at(folder.resolve("clone"), scratch.runner());
    scratch.run(clone.root(), "datalad", "rerun");
    assertEquals(superdataset.head().commit(), clone.head().commit());
    assertArrayEquals(LAYERS.get(1), Files.readAllBytes(IMAGE.in(clone.root())));
    scratch.assertClean(clone);
  }
}
