package io.longshore.collection.update;

import io.longshore.collection.session.Notices;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an update knows of registrations. Fetching takes hours at times: what somebody froze or
 * pointed elsewhere meanwhile stays as it is.
 */
final class KnownRegistrations {
  private final DataladConfig surveyed;
  private final Map<String, String> pointed = new HashMap<>();

  /**
   * @param surveyed the registrations that the update was planned by
   */
  KnownRegistrations(DataladConfig surveyed) {
    this.surveyed = surveyed;
  }

  /** The update itself has pointed registrations to an image. */
  void pointed(List<String> names, String image) {
    names.forEach(name -> pointed.put(name, image));
  }

  /**
   * Those of {@code names} that are not to be changed any more.
   *
   * @param now the registrations of today
   * @param notices is told of each
   */
  List<String> decidedOtherwise(List<String> names, DataladConfig now, Notices notices) {
    List<String> others =
        names.stream()
            .filter(name -> now.isFrozen(name) || !image(now, name).equals(known(name)))
            .toList();
    for (String name : others) {
      notices.warn(
          name,
          now.isFrozen(name)
              ? "was frozen while this update ran, and stays as it is"
              : "was changed while this update ran, and stays as it is");
    }
    return others;
  }

  private Optional<String> known(String name) {
    return Optional.ofNullable(pointed.get(name)).or(() -> image(surveyed, name));
  }

  private static Optional<String> image(DataladConfig configuration, String name) {
    return configuration.registration(name).flatMap(Registration::image);
  }
}
