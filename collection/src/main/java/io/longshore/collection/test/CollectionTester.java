package io.longshore.collection.test;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.collection.plan.ImageChoice;
import io.longshore.collection.plan.ImageNames;
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
import io.longshore.image.soundness.Flaw;
import io.longshore.image.soundness.FlawKind;
import io.longshore.image.soundness.Severity;
import io.longshore.oci.Descriptor;
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

/** Tests the images of a collection that are in this clone, old ones too. Changes nothing. */
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
      CommittedFiles files = collection.superdataset();
      RegistrationIndex registered = new RegistrationIndex(files.configuration());
      List<Candidate> all = new ArrayList<>();
      for (RepositoryPath path : files.paths()) {
        ImageNames.ofAnyImage(path.value()).ifPresent(names -> all.add(new Candidate(names, path)));
      }
      Set<Candidate> chosen =
          ImageChoice.of(typed, from, git.root())
              .among(all, candidate -> registered.name(candidate.names()), ABSENT);
      test(collection, List.copyOf(chosen));
    }
  }

  private void test(CommittedCollection collection, List<Candidate> chosen) throws IOException {
    Map<String, MigratedImage> layouts = layouts(collection);
    RuledTests rules = test.startsImages() ? RuledTests.of(collection) : RuledTests.NONE;
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
          listener.tested(tested(candidate, layout, content.get(), rules.of(candidate.names())));
        } else {
          absent.add(candidate.path().value());
          fromLayout(candidate, layout).ifPresent(listener::tested);
        }
      }
    } finally {
      if (locator.isPresent()) {
        locator.get().close();
      }
    }
    listener.absent(Collections.unmodifiableList(absent));
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

  private TestedImage tested(
      Candidate candidate, Optional<MigratedImage> layout, Path content, ImageTest rule)
      throws IOException {
    List<Flaw> known = new ArrayList<>();
    if (layout.isPresent()) {
      Optional<Descriptor> manifest = layout.get().manifestDescriptor();
      Optional<String> said = ImageTester.manifestIn(content);
      if (manifest.isPresent()
          && said.isPresent()
          && !said.get().equals(manifest.get().digest().toString())) {
        known.add(
            new Flaw(
                FlawKind.OTHER_IMAGE,
                Severity.ERROR,
                Collection.IMAGES_OCI.resolve(layout.get().folder().value()).value(),
                "holds another image than the SIF was built from"));
      }
    }
    return test.ofFile(content, candidate.path().value(), known, rule);
  }

  /** What can be told without the SIF: whether there is anything to run. */
  private static Optional<TestedImage> fromLayout(
      Candidate candidate, Optional<MigratedImage> layout) throws IOException {
    if (layout.isEmpty()
        || layout.get().container().flatMap(container -> container.notice()).isEmpty()) {
      return Optional.empty();
    }
    Flaw flaw =
        new Flaw(
            FlawKind.NOTHING_TO_RUN,
            Severity.WARNING,
            Collection.IMAGES_OCI.resolve(layout.get().folder().value()).value(),
            "names nothing to run: the image has neither an entrypoint nor a command");
    return Optional.of(new TestedImage(candidate.path().value(), List.of(flaw), Optional.empty()));
  }
}
