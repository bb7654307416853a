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
import java.util.Optional;

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
   * @param kept the image that stays under another name
   * @param imagesOci the commit of images-oci with the layout
   * @return the last commit
   */
  ObjectId publish(
      DepositedImage deposited,
      Optional<KeptImage> kept,
      ObjectId imagesOci,
      String datasetId,
      Trailers trailers)
      throws IOException {
    StagedImage image = deposited.image();
    PlannedImage planned = image.planned();
    List<TreeChange> advanced = new ArrayList<>();
    advanced.add(new TreeChange.Put(Collection.IMAGES_OCI, EntryMode.GITLINK, imagesOci));
    kept.ifPresent(old -> advanced.addAll(old.inSuperdataset()));
    ObjectId last =
        builder.commitIfChanged(
            advanced,
            trailers.appendTo(
                CommitMessages.subdatasetAdvanced(deposited, kept.map(KeptImage::names))));
    if (deposited.sifKey().isEmpty()) {
      return last;
    }
    RepositoryPath sif = RepositoryPath.of(planned.names().sif());
    builder.commitIfChanged(
        List.of(new TreeChange.Put(sif, EntryMode.SYMBOLIC_LINK, link(deposited, locator, writer))),
        trailers.appendTo(CommitMessages.sifBuilt(image, datasetId).commitMessage()));

    List<TreeChange> changes = new ArrayList<>();
    planned.superseded().forEach(path -> changes.add(new TreeChange.Remove(path)));
    if (!planned.registrations().isEmpty()) {
      changes.add(registered(planned));
    }
    return builder.commitIfChanged(
        changes, trailers.appendTo(CommitMessages.imageInstalled(deposited)));
  }

  /** The object that the SIF's entry is, which is written. */
  static ObjectId link(DepositedImage deposited, KeyLocator locator, BlobWriter writer)
      throws IOException {
    RepositoryPath sif = RepositoryPath.of(deposited.image().planned().names().sif());
    String target = locator.linkTarget(deposited.sifKey().orElseThrow(), sif);
    return writer.write(target.getBytes(StandardCharsets.UTF_8));
  }

  private TreeChange registered(PlannedImage planned) throws IOException {
    DataladConfig configuration = DataladConfig.at(reader, builder.tip().orElseThrow());
    byte[] changed = RegistrationChanges.inSuperdataset(configuration, planned).bytes();
    return new TreeChange.Put(DataladConfig.PATH, EntryMode.FILE, writer.write(changed));
  }
}
