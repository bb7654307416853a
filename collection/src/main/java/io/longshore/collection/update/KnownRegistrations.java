package io.longshore.collection.update;

import io.longshore.collection.session.Notices;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of the registrations as an update knows it. Fetching can take hours. A registration
 * that somebody froze or pointed to another image meanwhile stays as it is.
 */
final class KnownRegistrations {
  private final DataladConfig surveyed;
  private final Map<String, String> pointed = new HashMap<>();

  /**
   * @param surveyed the registrations with which the update was planned
   */
  KnownRegistrations(DataladConfig surveyed) {
    this.surveyed = surveyed;
  }

  /** Records that the update itself has pointed registrations to an image. */
  void pointed(List<String> names, String image) {
    names.forEach(name -> pointed.put(name, image));
  }

  /**
   * The registrations among {@code names} that somebody has frozen or changed meanwhile. The update
   * is not to change them.
   *
   * @param now the registrations as they are at present
   * @param notices receives a warning for each of these registrations
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
