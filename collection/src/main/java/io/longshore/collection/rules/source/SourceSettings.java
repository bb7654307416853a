package io.longshore.collection.rules.source;

import io.longshore.collection.plan.ImageFamily;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.FollowedName;
import io.longshore.collection.rules.ImageTest;
import io.longshore.collection.rules.RulePlace;
import io.longshore.collection.rules.Standing;
import io.longshore.collection.rules.Supply;
import io.longshore.collection.rules.TagRule;
import io.longshore.collection.rules.Take;
import io.longshore.collection.rules.file.RuleKey;
import io.longshore.collection.rules.file.RuleSettings;
import io.longshore.collection.rules.file.RuleValues;
import io.longshore.oci.Platform;
import io.longshore.oci.Repository;
import java.util.List;

/** The meaning of the keys of a source for the containers that the source stands for. */
final class SourceSettings {
  private final RuleSettings settings;

  SourceSettings(RuleSettings settings) {
    this.settings = settings;
  }

  Followed follow(RulePlace place, Repository repository, FollowedName name) {
    return follow(place, new Supply.Tags(repository, tagRule()), name, platforms());
  }

  Followed follow(RulePlace place, Supply supply, FollowedName name, List<Platform> platforms) {
    return new Followed(
        place,
        supply,
        name,
        settings.get(RuleKey.TAKE).orElse(Take.NEWEST),
        platforms,
        settings.get(RuleKey.WORDS).map(RuleValues.Words::list).orElse(List.of()),
        new Standing(settings.get(RuleKey.PINNED), isFrozen(), settings.get(RuleKey.DEPRECATED)),
        settings.get(RuleKey.TEST).orElse(ImageTest.USUAL));
  }

  boolean isFrozen() {
    return settings.get(RuleKey.FROZEN).orElse(false);
  }

  TagRule tagRule() {
    return new TagRule(
        settings.get(RuleKey.TAGS),
        settings.get(RuleKey.VERSIONS),
        settings.get(RuleKey.PRE_RELEASES),
        settings.get(RuleKey.LIKE_VERSIONS).orElse(false));
  }

  List<Platform> platforms() {
    return settings
        .get(RuleKey.PLATFORMS)
        .map(RuleValues.Platforms::list)
        .orElse(List.of(Platform.LINUX_AMD64));
  }

  String family(String usual) {
    return settings.get(RuleKey.FAMILY).orElse(usual);
  }

  /**
   * The names by the collection's conventions: {@code bids/bids-xcp-d} for {@code pennlinc/xcp_d}
   * in the family bids. The family is the namespace of the repository unless the rules name another
   * family.
   *
   * @throws IllegalArgumentException if images cannot have these names
   */
  FollowedName name(Repository repository) {
    String family = family(ImageFamily.of(repository));
    String container =
        settings.get(RuleKey.NAME).orElseGet(() -> ImageFamily.container(family, repository));
    return FollowedName.of(family, container, settings.get(RuleKey.SUFFIX).orElse(""));
  }

  /** Whether {@code only} and {@code except} choose a repository or image with these names. */
  boolean isMeant(String... names) {
    boolean wanted = settings.get(RuleKey.ONLY).map(only -> only.fitOneOf(names)).orElse(true);
    return wanted
        && !settings.get(RuleKey.EXCEPT).map(except -> except.fitOneOf(names)).orElse(false);
  }
}
