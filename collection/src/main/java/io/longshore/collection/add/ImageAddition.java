package io.longshore.collection.add;

import io.longshore.collection.Collection;
import io.longshore.collection.plan.Addition;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.publish.DepositedImage;
import io.longshore.collection.publish.ImagePipeline;
import io.longshore.collection.publish.PipelineListener;
import io.longshore.collection.publish.Publisher;
import io.longshore.collection.publish.PublishingGround;
import io.longshore.collection.session.DatasetSession;
import io.longshore.collection.session.StagingFolder;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.stage.ImageSource;
import io.longshore.collection.stage.LocalImageSource;
import io.longshore.collection.stage.SpaceBudget;
import io.longshore.collection.stage.StagedImage.StagedSif;
import io.longshore.collection.stage.Stager;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Head;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.Descriptor;
import io.longshore.oci.layout.LayoutPaths;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Adds one image to a collection: layout, SIF and registrations, in the same commits as a
 * migration.
 */
public final class ImageAddition {
  private final AdditionRequest request;
  private final String typed;
  private final ImageSource images;
  private final PipelineListener listener;
  private final StopRequest stop;
  private final DatasetSession session;

  /**
   * @param typed the image as the user typed it
   * @param images finds images on registries
   * @param listener receives events and warnings
   * @param stop ends the work early, until publishing begins
   */
  public ImageAddition(
      AdditionRequest request,
      String typed,
      ImageSource images,
      PipelineListener listener,
      StopRequest stop) {
    this.request = request;
    this.typed = typed;
    this.images = images;
    this.listener = listener;
    this.stop = stop;
    this.session = new DatasetSession(stop);
  }

  /**
   * Plans what {@link #run} would do. Asks no registry and changes nothing.
   *
   * @throws FailureException of kind DATASET if the image cannot be added
   */
  public Addition plan() throws IOException {
    GitRepository superdataset = superdataset();
    Addition addition = plan(superdataset);
    PublishingGround.require(superdataset).requireAgreement().require(addition);
    return addition;
  }

  /**
   * @param begun receives the plan before the registry is asked for the image
   * @throws FailureException if the image cannot be added; the dataset is then as it was before
   */
  public AddedImage run(Consumer<Addition> begun) throws IOException {
    final long begin = System.nanoTime();
    GitRepository superdataset = superdataset();
    try (var _ = session.begin(superdataset, listener)) {
      Identity.require(superdataset);
      Addition addition = plan(superdataset);
      PublishingGround.require(superdataset).requireAgreement().require(addition);
      begun.accept(addition);
      try (ImagePipeline pipeline =
          ImagePipeline.open(
              superdataset,
              source(superdataset),
              request.staging(),
              new SpaceBudget(SpaceBudget.Disks.OF_THIS_MACHINE, SpaceBudget.Remedy.ROOM),
              listener)) {
        Stager.Resolved image = stop.interruptibly(() -> pipeline.resolve(addition));
        refuseOtherLayout(superdataset, image);
        DepositedImage deposited = stop.interruptibly(() -> pipeline.deposit(image));
        List<Descriptor> withoutUrl = pipeline.layersWithoutUrl(deposited);
        Publisher.Outcome outcome = pipeline.publish(deposited);
        return new AddedImage(
            addition,
            outcome.changed(),
            image.content().manifestDigest(),
            deposited.image().layerBytes(),
            deposited.image().sif().map(StagedSif::size),
            withoutUrl,
            outcome.warnings(),
            (System.nanoTime() - begin) / 1e9);
      }
    }
  }

  private ImageSource source(GitRepository superdataset) throws IOException {
    return request.origin() instanceof ImageOrigin.Local
        ? new LocalImageSource(
            StagingFolder.of(superdataset).create(), request.staging().layerLimits())
        : images;
  }

  private GitRepository superdataset() throws IOException {
    return session.superdatasetAt(request.dataset());
  }

  private Addition plan(GitRepository superdataset) throws IOException {
    if (superdataset.head().commit().isEmpty()) {
      throw new FailureException(
          FailureKind.DATASET,
          superdataset.root().toString(),
          "has no commit yet, so it is no collection",
          NextStep.of("longshore init {}", superdataset.root()));
    }
    CollectionInventory inventory =
        CollectionInventory.of(superdataset, Collection.imagesOciOf(superdataset).find());
    return new AdditionPlanner(
            inventory, request.origin(), typed, request.command(typed), request.update())
        .plan(request.image(), request.name(), request.callFormat(), request.withSif());
  }

  // A layout without a SIF may exist: an earlier run did the first half of this work.
  private void refuseOtherLayout(GitRepository superdataset, Stager.Resolved image)
      throws IOException {
    Optional<GitRepository> imagesOci = Collection.imagesOciOf(superdataset).find();
    if (request.update() || imagesOci.isEmpty()) {
      return;
    }
    Head head = imagesOci.get().head();
    if (head.commit().isEmpty()) {
      return;
    }
    String layout = image.planned().names().layout();
    try (ObjectReader reader = imagesOci.get().openReader()) {
      Optional<byte[]> index =
          reader.file(head.commit().get(), RepositoryPath.of(layout).resolve(LayoutPaths.INDEX));
      if (index.isPresent()
          && !Arrays.equals(index.get(), image.content().files().get(LayoutPaths.INDEX))) {
        throw new FailureException(
            FailureKind.DATASET,
            typed,
            "would be images-oci/" + layout + ", which holds another image",
            request.command(typed).then(" --update   to replace that, or --image PATH"));
      }
    }
  }
}
