package io.longshore.collection.test;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.plan.ImageFamily;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.ImageTest;
import io.longshore.collection.rules.file.Rules;
import io.longshore.collection.rules.file.RulesFile;
import io.longshore.collection.rules.file.RulesReader;
import io.longshore.collection.rules.source.ExpandedSource;
import io.longshore.collection.rules.source.Expansion;
import io.longshore.collection.rules.version.Version;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the rules of a collection have its images tried. Lists on the web are not read: containers
 * that only such lists name are tried as usual.
 */
final class RuledTests {
  static final RuledTests NONE = new RuledTests();

  private record Container(String family, String name) {}

  private final Map<Container, ImageTest> tests = new LinkedHashMap<>();

  /**
   * @param listener receives a warning for each source that cannot be read; the containers of this
   *     source are tried as usual
   * @throws FailureException of kind MALFORMED if the rules have faults
   */
  static RuledTests of(CommittedCollection collection, TestListener listener) throws IOException {
    RuledTests ruled = new RuledTests();
    Optional<RulesReader.Reading> reading = RulesFile.find(collection.superdataset());
    if (reading.isPresent()) {
      Rules rules = reading.get().require();
      for (ExpandedSource source : Expansion.ofDatasetAlone(rules, collection)) {
        source.followed().forEach(ruled::add);
        source.failure().ifPresent(failure -> listener.warn(failure.subject(), failure.problem()));
      }
    }
    return ruled;
  }

  private void add(Followed followed) {
    followed
        .platforms()
        .forEach(
            platform -> {
              String name = followed.name().image(new Version("0"), platform).container();
              tests.putIfAbsent(new Container(followed.name().family(), name), followed.test());
            });
  }

  /** How an image is tried. All versions of a container are tried in the same way. */
  ImageTest of(ImageNames image) {
    return tests.getOrDefault(
        new Container(ImageFamily.of(image), image.container()), ImageTest.USUAL);
  }
}
