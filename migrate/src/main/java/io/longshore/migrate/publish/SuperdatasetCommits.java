package io.longshore.migrate.publish;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.git.BlobWriter;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.EntryMode;
import io.longshore.dataset.git.ObjectId;
import io.longshore.dataset.git.ObjectReader;
import io.longshore.dataset.git.RepositoryPath;
import io.longshore.dataset.git.TreeChange;
import io.longshore.migrate.collection.Collection;
import io.longshore.migrate.collection.DatasetScripts;
import io.longshore.migrate.plan.PlanEntry;
import io.longshore.migrate.stage.StagedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commits one image makes in the superdataset, one upon the other: the subdataset's new state;
 * the SIF, as a run record; registrations re-pointed, old recipe and image removed.
 */
final class SuperdatasetCommits {
  private final CommitBuilder builder;
  private final ObjectReader reader;
  private final BlobWriter writer;
  private final KeyLocator locator;

  SuperdatasetCommits(
      CommitBuilder builder, ObjectReader reader, BlobWriter writer, KeyLocator locator) {
    this.builder = builder;
    this.reader = reader;
    this.writer = writer;
    this.locator = locator;
  }

  /** Lets the superdataset know images-oci, and gives it the scripts, in a commit of its own. */
  void introduce(Subdataset imagesOci, ObjectId at, String imagesOciId, List<String> warnings)
      throws IOException {
    Optional<ObjectId> base = builder.tip();
    List<TreeChange> changes =
        new ArrayList<>(imagesOci.registration(base, at, imagesOciId, reader, writer));
    addScript(changes, DatasetScripts.OCI_CMD, DatasetScripts.ociCommand(), warnings);
    addScript(changes, DatasetScripts.MIGRATE_TO_OCI, DatasetScripts.migrateToOci(), warnings);
    builder.commit(changes, CommitMessages.imagesOciCreated());
  }

  private void addScript(
      List<TreeChange> changes, RepositoryPath path, byte[] content, List<String> warnings)
      throws IOException {
    Optional<byte[]> present =
        builder.tip().isPresent() ? reader.file(builder.tip().get(), path) : Optional.empty();
    if (present.isEmpty()) {
      changes.add(new TreeChange.Put(path, EntryMode.EXECUTABLE, writer.write(content)));
    } else if (!java.util.Arrays.equals(present.get(), content)) {
      warnings.add(path + " differs from the one of this release and was kept");
    }
  }

  /**
   * @param imagesOci the commit of images-oci that has the layout
   * @return the last of the three commits
   */
  ObjectId migrate(DepositedImage deposited, ObjectId imagesOci, String datasetId)
      throws IOException {
    StagedImage image = deposited.image();
    PlanEntry.Eligible entry = image.entry();
    builder.commit(
        List.of(new TreeChange.Put(Collection.IMAGES_OCI, EntryMode.GITLINK, imagesOci)),
        CommitMessages.subdatasetAdvanced(image));

    RepositoryPath sif = RepositoryPath.of(entry.names().sif());
    byte[] target = locator.linkTarget(deposited.sifKey(), sif).getBytes(StandardCharsets.UTF_8);
    builder.commit(
        List.of(new TreeChange.Put(sif, EntryMode.SYMBOLIC_LINK, writer.write(target))),
        CommitMessages.sifBuilt(image, datasetId).commitMessage());

    List<TreeChange> changes = new ArrayList<>();
    changes.add(new TreeChange.Remove(RepositoryPath.of(entry.recipe())));
    entry.oldImage().ifPresent(old -> changes.add(new TreeChange.Remove(RepositoryPath.of(old))));
    if (!entry.registrations().isEmpty()) {
      changes.add(repointed(entry, sif));
    }
    return builder.commit(changes, CommitMessages.oldImageReplaced(entry));
  }

  private TreeChange repointed(PlanEntry.Eligible entry, RepositoryPath sif) throws IOException {
    DataladConfig configuration =
        DataladConfig.parse(
            reader.file(builder.tip().orElseThrow(), DataladConfig.PATH).orElseThrow());
    for (String name : entry.registrations()) {
      configuration = configuration.withImage(name, sif);
    }
    return new TreeChange.Put(
        DataladConfig.PATH, EntryMode.FILE, writer.write(configuration.bytes()));
  }
}
