package io.longshore.collection.freeze;

import io.longshore.collection.plan.Glob;
import io.longshore.collection.plan.NearNames;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Finds the registrations and images that a user wants frozen. */
final class FreezePlan {
  private static final String NAME = "{name}";
  private static final String VERSION = "{version}";
  private static final int MOST_NEAR = 3;

  private final DataladConfig configuration;
  private final Set<RepositoryPath> files;
  private final FreezeRequest request;
  private final SequencedMap<String, FrozenRegistration> frozen = new LinkedHashMap<>();

  private FreezePlan(
      DataladConfig configuration, Set<RepositoryPath> files, FreezeRequest request) {
    this.configuration = configuration;
    this.files = files;
    this.request = request;
  }

  /**
   * @param files those of the collection
   * @throws FailureException of kind MISSING if there is no such registration or version, of kind
   *     DATASET if it is not clear which one is meant, or a name is another container's
   */
  static List<FrozenRegistration> of(
      DataladConfig configuration, Set<RepositoryPath> files, FreezeRequest request)
      throws FailureException {
    FreezePlan plan = new FreezePlan(configuration, files, request);
    for (WantedVersion wanted : request.wanted()) {
      for (Registration registration : plan.registrations(wanted.registration())) {
        plan.requireSetOnce(registration);
        plan.freeze(registration, wanted);
      }
    }
    return List.copyOf(plan.frozen.values());
  }

  private List<Registration> registrations(String typed) throws FailureException {
    Glob pattern = Glob.parse(typed);
    List<Registration> found =
        configuration.registrations().stream()
            .filter(registration -> pattern.fits(registration.name()))
            .toList();
    if (found.isEmpty()) {
      List<String> names = configuration.registrations().stream().map(Registration::name).toList();
      List<String> near = NearNames.to(typed, names, MOST_NEAR);
      throw new FailureException(
          FailureKind.MISSING,
          typed,
          "is no registration of this collection",
          near.isEmpty()
              ? NextStep.of("see which there are: longshore status --all")
              : NextStep.of("did you mean {}?", near));
    }
    return found;
  }

  private void requireSetOnce(Registration registration) throws FailureException {
    List<String> twice = configuration.setTwice(registration.name());
    if (!twice.isEmpty() && !request.thaw()) {
      throw refused(
          registration.name(),
          "sets " + String.join(" and ", twice) + " more than once, as after a merge",
          NextStep.of(
              "keep one of these lines in {} and commit it; the command for that is shown by:"
                  + " longshore verify",
              DataladConfig.PATH));
    }
  }

  private void freeze(Registration registration, WantedVersion wanted) throws FailureException {
    RepositoryPath present = presentImage(registration);
    if (wanted.version().isEmpty()) {
      add(registration, present);
      return;
    }
    String version = wanted.version().get();
    ContainerVersions versions = ContainerVersions.like(present, files);
    List<RepositoryPath> images = versions.fitting(version);
    if (images.isEmpty()) {
      throw new FailureException(
          FailureKind.MISSING,
          registration.name() + "=" + version,
          "is no version that the collection has; it has " + versions.newest(),
          NextStep.of("choose one of them, or add it: longshore add docker://REPOSITORY:TAG"));
    }
    boolean apart = request.as().filter(as -> as.contains(VERSION)).isPresent();
    if (images.size() > 1 && !apart) {
      throw refused(
          registration.name() + "=" + version,
          "is not one version but several: " + versionsOf(images),
          NextStep.of("name one, or freeze each under a name of its own: --as '{name}-{version}'"));
    }
    for (RepositoryPath image : images) {
      add(registration, image);
    }
  }

  private static String versionsOf(List<RepositoryPath> images) {
    return String.join(
        ", ", images.stream().map(image -> ContainerVersions.version(image).text()).toList());
  }

  private RepositoryPath presentImage(Registration registration) throws FailureException {
    return registration
        .imagePath()
        .filter(files::contains)
        .orElseThrow(
            () ->
                refused(
                    registration.name(),
                    "points to "
                        + registration.image().orElse("no image")
                        + ", which is not committed in this collection",
                    NextStep.of("longshore verify")));
  }

  private void add(Registration source, RepositoryPath image) throws FailureException {
    String name = nameFor(source, image);
    Optional<RepositoryPath> before =
        configuration.registration(name).flatMap(Registration::imagePath);
    if (before.isPresent()
        && !before.get().equals(image)
        && !FrozenRegistration.isSameContainer(image, before.get())) {
      throw refused(
          name,
          "is registered already, for another container: " + before.get(),
          NextStep.of("choose another name with --as"));
    }
    FrozenRegistration added = new FrozenRegistration(name, source, image, before);
    FrozenRegistration other = frozen.putIfAbsent(name, added);
    if (other != null && !other.image().equals(image)) {
      throw refused(
          name,
          "would be both " + other.image() + " and " + image,
          NextStep.of("choose a name for each with --as, such as '{name}-{version}'"));
    }
  }

  private String nameFor(Registration source, RepositoryPath image) throws FailureException {
    if (request.as().isEmpty()) {
      return source.name();
    }
    String version = ContainerVersions.version(image).text();
    String name =
        request
            .as()
            .get()
            .replace(NAME, source.name())
            .replace(VERSION, Registration.nameOf(version));
    if (!Registration.isName(name)) {
      throw refused(
          "'" + name + "'",
          "cannot be a container's name: letters, digits and - only",
          NextStep.of("choose another with --as"));
    }
    return name;
  }

  private static FailureException refused(String subject, String problem, NextStep next) {
    return new FailureException(FailureKind.DATASET, subject, problem, next);
  }
}
