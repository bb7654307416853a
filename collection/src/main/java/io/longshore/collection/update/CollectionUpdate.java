package io.longshore.collection.update;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.PresentImages;
import io.longshore.collection.plan.ImageChoice;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.NamedImage;
import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.publish.PublishingGround;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.file.Rules;
import io.longshore.collection.rules.file.RulesFile;
import io.longshore.collection.rules.source.ExpandedSource;
import io.longshore.collection.rules.source.Expansion;
import io.longshore.collection.rules.source.WebLists;
import io.longshore.collection.rules.version.Version;
import io.longshore.collection.session.DatasetSession;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.stage.ImageSource;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Identity;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out what is new for the containers that a collection follows, and adds new images to the
 * collection.
 */
public final class CollectionUpdate {
  private static final ImageChoice.Absence ABSENT =
      new ImageChoice.Absence(
          "is followed by no rule of .datalad/longshore.yaml",
          NextStep.of("see what is followed: longshore rules check --remote"));

  private final UpdateRequest request;
  private final WebLists web;
  private final Registries registries;
  private final ImageSource images;
  private final UpdateListener listener;
  private final StopRequest stop;
  private final DatasetSession session;

  /**
   * @param web reads the lists on the web that the rules follow
   * @param images the source from which images are fetched
   * @param stop a request to stop breaks off the work that comes before publishing
   */
  public CollectionUpdate(
      UpdateRequest request,
      WebLists web,
      Registries registries,
      ImageSource images,
      UpdateListener listener,
      StopRequest stop) {
    this.request = request;
    this.web = web;
    this.registries = registries;
    this.images = images;
    this.listener = listener;
    this.stop = stop;
    this.session = new DatasetSession(stop);
  }

  /**
   * Finds out what is new. Changes nothing.
   *
   * @throws FailureException if the rules cannot be read, or if a name that the user typed fits no
   *     followed container. A failure that concerns one container is part of its {@link Outlook}
   *     instead
   */
  public UpdateSummary look() throws IOException {
    News news = stop.interruptibly(() -> survey(session.superdatasetAt(request.dataset())));
    listener.surveyed(news);
    return UpdateSummary.ofLook(news);
  }

  /**
   * Adds what is new. An image that fails changes nothing in the dataset, and does not keep other
   * images from being added.
   *
   * @throws FailureException as {@link #look}, and if the dataset cannot be changed
   */
  public UpdateSummary apply() throws IOException {
    GitRepository superdataset = session.superdatasetAt(request.dataset());
    try (var _ = session.begin(superdataset, listener)) {
      Identity.require(superdataset);
      PublishingGround ground = PublishingGround.require(superdataset).requireAgreement();
      if (request.push()) {
        stop.interruptibly(
            () -> {
              CollectionPush push = CollectionPush.of(superdataset, request.again());
              push.require();
              return push;
            });
      }
      News news = stop.interruptibly(() -> survey(superdataset));
      listener.surveyed(news);
      KnownRegistrations known = new KnownRegistrations(news.configuration());
      List<NewRegistration> due =
          Registering.carryOut(
              superdataset, UpdatePlan.registrations(news.outlooks()), known, listener);
      if (!due.isEmpty()) {
        listener.registered(due);
      }
      List<NewVersion> plan = UpdatePlan.of(news.outlooks(), request.rebuildMoved());
      if (plan.isEmpty()) {
        return UpdateSummary.ofLook(news);
      }
      Map<NewVersion, FailureException> obstacles = ground.obstacles(plan);
      try (UpdateRun run = UpdateRun.begin(superdataset, request, images, listener, stop, known)) {
        return run.add(news, plan, obstacles);
      }
    }
  }

  /**
   * Pushes both datasets.
   *
   * @throws FailureException of kind DATASET if there is no remote to push to, or if others have
   *     pushed commits that this clone lacks; of kind TOOL if git cannot push
   */
  public void push(CollectionPush.Pushed told) throws IOException {
    GitRepository superdataset = session.superdatasetAt(request.dataset());
    try (var _ = session.begin(superdataset, listener)) {
      stop.interruptibly(
          () -> {
            CollectionPush.of(superdataset, request.again()).push(told);
            return told;
          });
    }
  }

  private News survey(GitRepository superdataset) throws IOException {
    try (CommittedCollection collection = CommittedCollection.atHead(superdataset)) {
      PresentImages present = PresentImages.in(collection);
      if (collection.lacksLayouts()) {
        listener.warn(
            Collection.IMAGES_OCI.value(),
            "is not installed in this clone: without layouts nothing is known of the tags that"
                + " images were made of, so that none is found to have moved; "
                + CommittedCollection.installation());
      }
      Rules rules = RulesFile.require(collection.superdataset());
      List<ExpandedSource> sources = Expansion.of(rules, collection, web);
      List<Followed> followed =
          sources.stream().flatMap(source -> source.followed().stream()).toList();
      List<Followed> chosen = chosen(superdataset, sources, followed, present);
      return new News(
          UpdateSurvey.of(chosen, present, collection.configuration(), registries),
          sources.stream().filter(source -> source.failure().isPresent()).toList(),
          sources.stream().flatMap(source -> source.refused().stream()).toList(),
          collection.configuration());
    }
  }

  private List<Followed> chosen(
      GitRepository superdataset,
      List<ExpandedSource> sources,
      List<Followed> followed,
      PresentImages present)
      throws IOException {
    ImageChoice choice =
        ImageChoice.of(request.typed(), request.currentFolder(), superdataset.root());
    try {
      return List.copyOf(choice.among(followed, one -> named(one, present), ABSENT));
    } catch (FailureException e) {
      // Perhaps a source that failed would have named the container.
      throw sources.stream().flatMap(source -> source.failure().stream()).findFirst().orElse(e);
    }
  }

  /**
   * The names by which a user may choose a container: its registrations, and all names of its
   * images.
   */
  private static NamedImage named(Followed followed, PresentImages present) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> fileNames = new LinkedHashSet<>();
    Set<String> files = new LinkedHashSet<>();
    Set<String> layouts = new LinkedHashSet<>();
    followed.platforms().forEach(p -> names.add(followed.name().registration(p)));
    List<ImageNames> images = new ArrayList<>();
    followed
        .platforms()
        .forEach(
            platform -> {
              ImageNames any = followed.name().image(new Version(""), platform);
              images.add(any);
              present.ofContainer(any).forEach(image -> images.add(image.names()));
            });
    for (ImageNames image : images) {
      NamedImage one = NamedImage.of(image, List.of());
      names.addAll(one.names());
      fileNames.addAll(one.fileNames());
      files.addAll(one.files());
      layouts.addAll(one.layouts());
    }
    return new NamedImage(names, fileNames, files, layouts);
  }
}
