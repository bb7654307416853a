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
 * What the rules of a collection say of how its images are tried. Asks nothing on the web, so that
 * the containers of a list there are tried as all others.
 */
final class RuledTests {
  static final RuledTests NONE = new RuledTests();

  private record Container(String family, String name) {}

  private final Map<Container, ImageTest> tests = new LinkedHashMap<>();

  /**
   * @throws FailureException of kind MALFORMED if there are rules and they cannot be followed
   */
  static RuledTests of(CommittedCollection collection) throws IOException {
    RuledTests ruled = new RuledTests();
    Optional<RulesReader.Reading> reading = RulesFile.find(collection.superdataset());
    if (reading.isPresent()) {
      Rules rules = reading.get().require();
      for (ExpandedSource source : Expansion.ofDatasetAlone(rules, collection)) {
        source.followed().forEach(ruled::add);
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

  /** Every version of a container is tried in the same way. */
  ImageTest of(ImageNames image) {
    return tests.getOrDefault(
        new Container(ImageFamily.of(image), image.container()), ImageTest.USUAL);
  }
}
