package io.longshore.collection.publish;

import io.longshore.collection.Collection;
import io.longshore.collection.plan.PlannedImage;
import io.longshore.collection.session.Notices;
import io.longshore.collection.session.StagingFolder;
import io.longshore.collection.stage.AnnexBlobStore;
import io.longshore.collection.stage.ImageSource;
import io.longshore.collection.stage.SpaceBudget;
import io.longshore.collection.stage.SpaceNeed;
import io.longshore.collection.stage.StagedImage;
import io.longshore.collection.stage.StagedImage.StagedLayer;
import io.longshore.collection.stage.Stager;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.collection.stage.WorkObserver;
import io.longshore.collection.stage.WorkStep;
import io.longshore.collection.transaction.Journal;
import io.longshore.collection.transaction.UnusedImagesOci;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.DiskReserve;
import io.longshore.dataset.annex.ProvenContent.BadContent;
import io.longshore.dataset.annex.WebAddresses;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.ground.concurrent.IoWork;
import io.longshore.ground.file.Folders;
import io.longshore.oci.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings an image into the collection in four steps: resolve, stage aside, deposit in the annexes,
 * publish. Used by the holder of the dataset's lock. An image that is not published leaves nothing
 * behind.
 */
public final class ImagePipeline implements AutoCloseable {
  private final Collection collection;
  private final StagingFolder staging;
  private final AnnexBlobStore blobs;
  private final Stager stager;
  private final AnnexDeposit deposit;
  private final InheritedMetadata metadata;
  private final Publisher publisher;
  private final PipelineListener listener;
  private final WorkObserver observer;
  private final long reserve;
  private final SpaceBudget space;
  private final LayerUse layerUse = new LayerUse();
  private final boolean tested;
  private final Map<PlannedImage, SpaceBudget.Reservation> dropsAhead = new ConcurrentHashMap<>();
  private boolean dropsLayers;

  private ImagePipeline(
      Collection collection,
      StagingFolder staging,
      ImageSource images,
      StagingSettings settings,
      SpaceBudget space,
      PipelineListener listener)
      throws IOException {
    this.listener = listener;
    this.space = space;
    this.observer = listener.work();
    this.tested = settings.tested();
    this.reserve = DiskReserve.of(collection.superdataset().git()).bytes();
    this.collection = collection;
    this.staging = staging;
    this.blobs = new AnnexBlobStore(collection.imagesOci(), bad -> tell(bad, listener));
    this.stager = new Stager(images, blobs, settings, observer);
    this.deposit =
        new AnnexDeposit(
            collection.superdataset(), collection.imagesOci(), bad -> tell(bad, listener));
    this.metadata = new InheritedMetadata(collection.superdataset(), collection.imagesOci());
    this.publisher = new Publisher(collection, Journal.of(collection.superdataset().git()));
  }

  private static void tell(BadContent bad, Notices notices) {
    notices.warn(
        bad.key().toString(),
        "its content in the annex "
            + bad.difference()
            + "; that was moved to "
            + bad.movedTo()
            + ", and makes way for the right bytes");
  }

  /** Opens the pipeline, and makes images-oci if the superdataset has none. */
  public static ImagePipeline open(
      GitRepository superdataset,
      ImageSource images,
      StagingSettings settings,
      SpaceBudget space,
      PipelineListener listener)
      throws IOException {
    Collection collection = Collection.open(superdataset);
    try {
      return new ImagePipeline(
          collection, StagingFolder.of(superdataset), images, settings, space, listener);
    } catch (IOException e) {
      UnusedImagesOci.discard(collection);
      throw e;
    }
  }

  /** From now on, drops the layers of each published image if they can be fetched again. */
  public void dropLayers() {
    dropsLayers = true;
  }

  /** Finds the image at its source. Several threads may call this. */
  public Stager.Resolved resolve(PlannedImage planned) throws IOException {
    return observed(planned, () -> stager.resolve(planned));
  }

  /** An image that was resolved is not wanted after all. */
  public void abandon(PlannedImage planned) {
    observer.ended(planned);
  }

  /**
   * Fetches the layers, builds the SIF and puts both into the annexes. Several threads may call
   * this.
   */
  public DepositedImage deposit(Stager.Resolved image) throws IOException {
    return observed(image.planned(), () -> stageAndDeposit(image));
  }

  private DepositedImage stageAndDeposit(Stager.Resolved image) throws IOException {
    List<Descriptor> layers =
        image.source().image().manifest().layers().stream().distinct().toList();
    Path folder = staging.create();
    layerUse.begin(layers);
    try (SpaceBudget.Reservation _ =
        space.reserve(image.planned().origin().recorded(), needs(image, layers, folder))) {
      StagedImage staged = stager.stage(image, folder);
      image
          .content()
          .container()
          .notice()
          .ifPresent(text -> listener.warn(image.planned().names().name(), text));
      if (tested) {
        SoundnessGate.require(staged, listener);
      }
      observer.begun(image.planned(), new WorkStep.Deposit());
      DepositedImage deposited = deposit.deposit(staged);
      metadata.tellOrigin(deposited);
      metadata
          .pass(deposited, image.source()::isOpenToAll)
          .ifPresent(
              passed ->
                  listener.metadataPassed(
                      image.planned().names().sif(),
                      passed.oldImages(),
                      passed.fields(),
                      passed.restrictedLayers()));
      if (dropsLayers) {
        // Reserves nothing; it lets images that lack space wait until these layers are dropped.
        dropsAhead.put(image.planned(), space.reserve(image.planned().names().name(), List.of()));
      }
      observer.begun(image.planned(), new WorkStep.AwaitTurn());
      return deposited;
    } finally {
      layerUse.end(layers);
      Folders.delete(folder);
    }
  }

  // A SIF is about as well compressed as its layers, and leaves out files that upper layers hide.
  private List<SpaceNeed> needs(Stager.Resolved image, List<Descriptor> layers, Path folder)
      throws IOException {
    long sif = image.planned().withSif() ? layers.stream().mapToLong(Descriptor::size).sum() : 0;
    return List.of(
        new SpaceNeed(
            collection.imagesOci().git().commonFolder(),
            blobs.absentBytes(layers),
            "layers",
            reserve),
        new SpaceNeed(folder, sif, "SIF", reserve));
  }

  /** The layers without a URL in the annex of images-oci. */
  public List<Descriptor> layersWithoutUrl(DepositedImage deposited) throws IOException {
    List<Descriptor> layers =
        deposited.image().layers().stream().map(StagedLayer::descriptor).toList();
    Set<AnnexKey> keys = layers.stream().map(ImagePipeline::key).collect(Collectors.toSet());
    Set<AnnexKey> fetchable = WebAddresses.fetchable(keys, collection.imagesOci().git());
    return layers.stream().filter(layer -> !fetchable.contains(key(layer))).toList();
  }

  private static AnnexKey key(Descriptor layer) {
    return AnnexKey.ofBlob(layer.digest(), layer.size());
  }

  public Publisher.Outcome publish(DepositedImage deposited) throws IOException {
    return publish(deposited, _ -> deposited.image().planned());
  }

  /**
   * @param wanted what is wanted of the image by the registrations of the commit that it is
   *     published upon
   */
  public Publisher.Outcome publish(
      DepositedImage deposited, Function<DataladConfig, PlannedImage> wanted) throws IOException {
    PlannedImage planned = deposited.image().planned();
    observer.begun(planned, new WorkStep.Publish());
    try {
      Publisher.Outcome outcome = publisher.publish(deposited, wanted);
      return dropsLayers ? dropLayers(deposited, outcome) : outcome;
    } finally {
      observer.ended(planned);
      SpaceBudget.Reservation drop = dropsAhead.remove(planned);
      if (drop != null) {
        drop.close();
      }
    }
  }

  private Publisher.Outcome dropLayers(DepositedImage deposited, Publisher.Outcome outcome)
      throws IOException {
    try {
      layerUse.drop(layersElsewhere(deposited), collection.imagesOci());
      return outcome;
    } catch (FailureException e) {
      // The image stays published even if its layers cannot be dropped.
      List<String> warnings = new ArrayList<>(outcome.warnings());
      warnings.add("its layers stay: " + e.getMessage());
      return new Publisher.Outcome(outcome.changed(), outcome.kept(), warnings);
    }
  }

  private static List<Descriptor> layersElsewhere(DepositedImage deposited) {
    return deposited.image().layers().stream()
        .filter(layer -> layer.url().isPresent())
        .map(StagedLayer::descriptor)
        .toList();
  }

  private <T> T observed(PlannedImage planned, IoWork<T> work) throws IOException {
    boolean goesOn = false;
    try {
      T result = work.run();
      goesOn = true;
      return result;
    } finally {
      if (!goesOn) {
        observer.ended(planned);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (publisher;
        metadata;
        deposit;
        blobs) {
      staging.clear();
    }
    UnusedImagesOci.discard(collection);
  }
}
