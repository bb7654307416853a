package io.longshore.collection.freeze;

import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import java.util.Optional;

/**
 * A registration that is to stay at an image, or no longer.
 *
 * @param name of the registration, which may be new
 * @param source the registration that a new one is called like
 * @param image where it points to from now on
 * @param before where it pointed to
 */
public record FrozenRegistration(
    String name, Registration source, RepositoryPath image, Optional<RepositoryPath> before) {

  /** Whether {@code other} is an image of the same container, in whatever version. */
  static boolean isSameContainer(RepositoryPath image, RepositoryPath other) {
    Optional<ImageNames> another = ImageNames.ofAnyImage(other.value());
    return another.isPresent()
        && ImageNames.ofAnyImage(image.value()).filter(another.get()::isOfContainer).isPresent();
  }

  DataladConfig frozenIn(DataladConfig configuration) {
    return frozen(
        configuration, new Registration(name, Optional.of(image.value()), source.settings()));
  }

  /** Makes a registration of {@code configuration} like {@code wanted}, and calls it frozen. */
  static DataladConfig frozen(DataladConfig configuration, Registration wanted) {
    DataladConfig changed =
        configuration.registration(wanted.name()).isEmpty()
            ? configuration.with(wanted)
            : configuration.withImage(
                wanted.name(), RepositoryPath.of(wanted.image().orElseThrow()));
    return changed.withFrozen(wanted.name());
  }
}
