package io.longshore.collection.publish;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.stage.StagedImage;
import io.longshore.collection.stage.StagedImage.StagedLayer;
import io.longshore.collection.stage.StagedImage.StagedSif;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KnownRemotes;
import io.longshore.dataset.annex.PresenceRecorder;
import io.longshore.dataset.annex.ProvenContent;
import io.longshore.dataset.annex.ProvenContent.BadContent;
import io.longshore.dataset.annex.UrlRegistrar;
import io.longshore.dataset.git.object.RepositoryPath;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts a staged image into the annexes: the content of the SIF into the annex of the superdataset,
 * and the URLs of the layers into the annex of images-oci, which has their content already. Safe
 * for several threads.
 */
public final class AnnexDeposit implements AutoCloseable {
  private final AnnexRepository superdataset;
  private final UrlRegistrar urls;
  private final PresenceRecorder presence;
  private final ProvenContent content;
  private volatile Optional<AnnexKey> deposited = Optional.empty();

  /**
   * @param found receives the SIFs that were in the annex with wrong bytes
   */
  public AnnexDeposit(
      AnnexRepository superdataset, AnnexRepository imagesOci, Consumer<BadContent> found)
      throws IOException {
    this.superdataset = superdataset;
    this.urls = imagesOci.openUrlRegistrar();
    this.presence = imagesOci.openPresenceRecorder();
    this.content = new ProvenContent(superdataset, found);
  }

  public DepositedImage deposit(StagedImage image) throws IOException {
    for (StagedLayer layer : image.layers()) {
      if (layer.url().isPresent()) {
        AnnexKey key = AnnexKey.ofBlob(layer.descriptor().digest(), layer.descriptor().size());
        urls.register(key, layer.url().get());
        // While the datalad remote is enabled, git-annex of 2023 records the URL but not that the
        // web has the content.
        presence.record(key, KnownRemotes.WEB, true);
        // Only DataLad's remote can download from a registry that wants a token, and git-annex asks
        // a remote only for content that the remote is known to have.
        presence.record(key, KnownRemotes.DATALAD, true);
      }
    }
    Optional<AnnexKey> sifKey = Optional.empty();
    if (image.sif().isPresent()) {
      sifKey = Optional.of(deposit(image.sif().get(), image.planned().names()));
    }
    return new DepositedImage(image, sifKey);
  }

  private AnnexKey deposit(StagedSif sif, ImageNames names) throws IOException {
    RepositoryPath path = RepositoryPath.of(names.sif());
    AnnexKey key = superdataset.keyFor(path, sif.digest(), sif.size(), sif.file());
    content.put(key, sif.file());
    deposited = Optional.of(key);
    return key;
  }

  /**
   * Ends the processes, so that git-annex commits the recorded URLs and locations to its branches.
   */
  @Override
  public void close() throws IOException {
    if (deposited.isPresent()) {
      superdataset.commitRecords(deposited.get());
    }
    try (urls;
        presence;
        content) {
      // All are closed in reverse order, even if closing one fails.
    }
  }
}
