package io.longshore.collection.publish;

import io.longshore.collection.Collection;
import io.longshore.collection.history.Trailers;
import io.longshore.collection.plan.PlannedImage;
import io.longshore.collection.stage.StagedImage;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the commits of an image in the superdataset, each on top of the last: first the new state
 * of the subdataset; then the SIF, with a run record; then the registrations and the removal of the
 * files that the image replaces.
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

  /**
   * @param imagesOci the commit of images-oci with the layout
   * @return the last commit
   */
  ObjectId publish(
      DepositedImage deposited, ObjectId imagesOci, String datasetId, Trailers trailers)
      throws IOException {
    StagedImage image = deposited.image();
    PlannedImage planned = image.planned();
    ObjectId last =
        builder.commitIfChanged(
            List.of(new TreeChange.Put(Collection.IMAGES_OCI, EntryMode.GITLINK, imagesOci)),
            trailers.appendTo(CommitMessages.subdatasetAdvanced(deposited)));
    if (deposited.sifKey().isEmpty()) {
      return last;
    }
    RepositoryPath sif = RepositoryPath.of(planned.names().sif());
    byte[] target =
        locator.linkTarget(deposited.sifKey().get(), sif).getBytes(StandardCharsets.UTF_8);
    builder.commitIfChanged(
        List.of(new TreeChange.Put(sif, EntryMode.SYMBOLIC_LINK, writer.write(target))),
        trailers.appendTo(CommitMessages.sifBuilt(image, datasetId).commitMessage()));

    List<TreeChange> changes = new ArrayList<>();
    planned.superseded().forEach(path -> changes.add(new TreeChange.Remove(path)));
    if (!planned.registrations().isEmpty()) {
      changes.add(registered(planned));
    }
    return builder.commitIfChanged(
        changes, trailers.appendTo(CommitMessages.imageInstalled(deposited)));
  }

  private TreeChange registered(PlannedImage planned) throws IOException {
    DataladConfig configuration =
        DataladConfig.parse(
            reader.file(builder.tip().orElseThrow(), DataladConfig.PATH).orElse(new byte[0]));
    byte[] changed = RegistrationChanges.inSuperdataset(configuration, planned).bytes();
    return new TreeChange.Put(DataladConfig.PATH, EntryMode.FILE, writer.write(changed));
  }
}
