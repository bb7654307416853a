package io.longshore.collection.test;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.collection.plan.ImageChoice;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.ImagePattern;
import io.longshore.collection.plan.NamedImage;
import io.longshore.collection.plan.RegistrationIndex;
import io.longshore.collection.rules.ImageTest;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import io.longshore.image.inspect.ImageFacts;
import io.longshore.image.soundness.Flaw;
import io.longshore.image.soundness.FlawKind;
import io.longshore.image.soundness.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tests the images of a collection whose content is in this clone, images of old formats too.
 * Changes nothing.
 */
public final class CollectionTester {
  private static final ImageChoice.Absence ABSENT =
      new ImageChoice.Absence(
          "is no image of this collection", NextStep.of("longshore status --all"));

  private final ImageTester test;
  private final TestListener listener;

  public CollectionTester(ImageTester test, TestListener listener) {
    this.test = test;
    this.listener = listener;
  }

  private record Candidate(ImageNames names, RepositoryPath path) {}

  /**
   * @param dataset a folder in the superdataset
   * @param typed patterns, see {@link ImageChoice}; all images if there are none
   * @param from the folder that typed paths are relative to
   * @throws FailureException if the dataset cannot be read, or a pattern names no image
   */
  public void run(Path dataset, List<String> typed, Path from, CommandRunner runner)
      throws IOException {
    GitRepository git = Collection.superdatasetAt(dataset, runner);
    try (CommittedCollection collection = CommittedCollection.atHead(git)) {
      RegistrationIndex registered =
          new RegistrationIndex(collection.superdataset().configuration());
      Set<Candidate> chosen =
          ImageChoice.of(typed, from, git.root())
              .among(
                  candidates(collection), candidate -> registered.name(candidate.names()), ABSENT);
      test(collection, List.copyOf(chosen));
    }
  }

  private static List<Candidate> candidates(CommittedCollection collection) {
    List<Candidate> all = new ArrayList<>();
    for (RepositoryPath path : collection.superdataset().paths()) {
      ImageNames.ofAnyImage(path.value()).ifPresent(names -> all.add(new Candidate(names, path)));
    }
    return all;
  }

  /**
   * The typed patterns that name images of the collection. A typed path may name an image, or a
   * file of the dataset that is no image.
   *
   * @param dataset as for {@link #run}
   * @param from as for {@link #run}
   */
  public static Set<String> namingImages(
      Path dataset, List<String> typed, Path from, CommandRunner runner) throws IOException {
    GitRepository git = Collection.superdatasetAt(dataset, runner);
    try (CommittedCollection collection = CommittedCollection.atHead(git)) {
      RegistrationIndex registered =
          new RegistrationIndex(collection.superdataset().configuration());
      List<NamedImage> images =
          candidates(collection).stream()
              .map(candidate -> registered.name(candidate.names()))
              .toList();
      return ImageChoice.of(typed, from, git.root()).patterns().stream()
          .filter(pattern -> images.stream().anyMatch(pattern::fits))
          .map(ImagePattern::typed)
          .collect(Collectors.toSet());
    }
  }

  private void test(CommittedCollection collection, List<Candidate> chosen) throws IOException {
    Map<String, MigratedImage> layouts = layouts(collection);
    RuledTests rules = test.startsImages() ? RuledTests.of(collection, listener) : RuledTests.NONE;
    List<String> absent = new ArrayList<>();
    Optional<AnnexRepository> annex = AnnexRepository.find(collection.superdataset().git());
    Optional<KeyLocator> locator =
        annex.isPresent() ? Optional.of(annex.get().openLocator()) : Optional.empty();
    try {
      int done = 0;
      for (Candidate candidate : chosen) {
        listener.progress(++done, chosen.size());
        Optional<MigratedImage> layout = Optional.ofNullable(layouts.get(candidate.path().value()));
        Optional<Path> content = content(collection, candidate.path(), locator);
        if (content.isPresent()) {
          test(candidate, layout, content.get(), rules.of(candidate.names()), absent);
        } else {
          absent.add(candidate.path().value());
          lookAtLayout(candidate, layout);
        }
      }
    } finally {
      if (locator.isPresent()) {
        locator.get().close();
      }
    }
    listener.absent(collection.root(), Collections.unmodifiableList(absent));
  }

  private static Map<String, MigratedImage> layouts(CommittedCollection collection) {
    Map<String, MigratedImage> layouts = new HashMap<>();
    collection
        .imagesOci()
        .ifPresent(
            files ->
                MigratedImage.allIn(files)
                    .forEach(image -> layouts.put(image.sif().value(), image)));
    return layouts;
  }

  private static Optional<Path> content(
      CommittedCollection collection, RepositoryPath path, Optional<KeyLocator> locator)
      throws IOException {
    Optional<AnnexKey> key = collection.superdataset().key(path);
    if (key.isPresent()) {
      return locator.isPresent() ? locator.get().content(key.get()) : Optional.empty();
    }
    Path file = path.in(collection.root());
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  private void test(
      Candidate candidate,
      Optional<MigratedImage> layout,
      Path content,
      ImageTest rule,
      List<String> absent)
      throws IOException {
    try {
      listener.tested(
          test.ofFile(
              content, candidate.path().value(), facts -> ofOtherImage(layout, facts), rule));
    } catch (FailureException e) {
      switch (e.kind()) {
        // Somebody has dropped the content since it was located.
        case MISSING -> absent.add(candidate.path().value());
        // This is an error, because it is unknown whether the image starts. Other images can be
        // tested.
        case PERMISSION, UNEXPECTED ->
            listener.tested(
                new TestedImage(
                    candidate.path().value(),
                    List.of(
                        new Flaw(FlawKind.NOT_TESTED, Severity.ERROR, e.subject(), e.problem())),
                    Optional.empty()));
        default -> throw e;
      }
    }
  }

  private static Optional<Flaw> ofOtherImage(Optional<MigratedImage> layout, ImageFacts facts)
      throws IOException {
    Optional<String> said =
        facts instanceof ImageFacts.OfSif sif
            ? sif.origin().map(origin -> origin.manifestDigest())
            : Optional.empty();
    if (layout.isEmpty() || said.isEmpty()) {
      return Optional.empty();
    }
    return layout
        .get()
        .manifestDescriptor()
        .filter(manifest -> !said.get().equals(manifest.digest().toString()))
        .map(
            _ ->
                new Flaw(
                    FlawKind.OTHER_IMAGE,
                    Severity.ERROR,
                    pathOf(layout.get()),
                    "holds another image than the SIF was built from"));
  }

  private static String pathOf(MigratedImage layout) {
    return Collection.IMAGES_OCI.resolve(layout.folder().value()).value();
  }

  /** Reports what the layout shows without the SIF: whether the image has anything to run. */
  private void lookAtLayout(Candidate candidate, Optional<MigratedImage> layout)
      throws IOException {
    if (layout.isPresent()
        && layout.get().container().flatMap(container -> container.notice()).isPresent()) {
      listener.ofLayout(candidate.path().value(), Flaw.nothingToRun(pathOf(layout.get())));
    }
  }
}
