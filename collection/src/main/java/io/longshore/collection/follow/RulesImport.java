package io.longshore.collection.follow;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.PresentImages;
import io.longshore.collection.plan.ImageFamily;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.FollowedName;
import io.longshore.collection.rules.TagRule;
import io.longshore.collection.rules.file.RuleKey;
import io.longshore.collection.rules.source.PlatformName;
import io.longshore.collection.rules.version.Version;
import io.longshore.collection.rules.version.VersionRange;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * Finds the rules that would lead to the registrations of a collection. Compares where the images
 * of the registrations come from, how the images are named, and which of the known versions is
 * registered.
 */
public final class RulesImport {
  private static final Pattern NEURODESK = Pattern.compile("neurodesk-[a-z0-9.-]+");
  private static final Pattern VERSION_SUFFIX = Pattern.compile("-[0-9]+(-[0-9]+)*");

  private final DataladConfig configuration;
  private final PresentImages images;
  private final List<ImportedRule> rules = new ArrayList<>();
  private final List<String> neurodesk = new ArrayList<>();
  private final List<Unfollowed> unfollowed = new ArrayList<>();

  private RulesImport(DataladConfig configuration, PresentImages images) {
    this.configuration = configuration;
    this.images = images;
  }

  public static ImportedRules of(CommittedCollection collection) throws IOException {
    RulesImport run = new RulesImport(collection.configuration(), PresentImages.in(collection));
    for (Registration registration : run.configuration.registrations()) {
      run.follow(registration);
    }
    return new ImportedRules(run.rules, run.neurodesk, run.unfollowed);
  }

  private void follow(Registration registration) {
    Optional<ImageNames> image =
        registration.imagePath().map(RepositoryPath::value).flatMap(ImageNames::ofAnyImage);
    if (image.isEmpty()) {
      leave(
          registration,
          registration.image().isEmpty()
              ? "it has no image"
              : "its image is not one of images/FAMILY/NAME--VERSION");
      return;
    }
    Optional<Reference> reference = images.referenceOf(image.get());
    if (isNeurodesk(registration, image.get())) {
      neurodesk.add(registration.name());
    } else if (reference.isEmpty()) {
      leave(registration, "neither a recipe nor a layout tells where its image comes from");
    } else if (reference.get().tag().isEmpty()) {
      leave(registration, "its image was asked for by digest, without a tag");
    } else if (!Registration.isName(registration.name())) {
      leave(registration, "its name is one that containers cannot have");
    } else {
      try {
        rules.add(rule(registration, image.get(), reference.get()));
      } catch (IllegalArgumentException e) {
        leave(registration, e.getMessage());
      }
    }
  }

  private void leave(Registration registration, String reason) {
    unfollowed.add(new Unfollowed(registration.name(), reason));
  }

  /**
   * Whether a registration can be left to Neurodesk's list: its image is named as in that list, its
   * call has no words of its own, and it is not frozen.
   */
  private boolean isNeurodesk(Registration registration, ImageNames image) {
    return image.folder().equals("images/neurodesk")
        && image.container().equals(registration.name())
        && NEURODESK.matcher(image.container()).matches()
        && CallWords.of(registration).map(List::isEmpty).orElse(false)
        && !configuration.isFrozen(registration.name());
  }

  private ImportedRule rule(Registration registration, ImageNames image, Reference reference) {
    Repository repository = reference.repository();
    String family = ImageFamily.of(image);
    PlatformName own = PlatformName.of(registration.name(), image, images.find(image));
    FollowedName usual = own.usual();
    String name = usual.registration();
    SequencedMap<RuleKey<?>, String> keys = new LinkedHashMap<>();
    String plain = FollowedName.of(family, usual.container(), "").registration();
    boolean named = !family.isEmpty() && name.startsWith(plain);
    if (named) {
      if (!family.equals(ImageFamily.of(repository))) {
        keys.put(RuleKey.FAMILY, quoted(family));
      }
      if (!ImageFamily.container(family, repository).equals(usual.container())) {
        keys.put(RuleKey.NAME, quoted(usual.container()));
      }
      if (!name.equals(plain)) {
        keys.put(RuleKey.SUFFIX, quoted(name.substring(plain.length())));
      }
      if (!own.isUsual()) {
        keys.put(RuleKey.PLATFORMS, quoted(own.written()));
      }
    }
    List<String> tags = tags(image, repository);
    choose(reference.tag().orElseThrow(), tags, name.substring(named ? plain.length() : 0), keys);
    Optional<List<String>> words = CallWords.of(registration);
    words
        .filter(list -> !list.isEmpty())
        .ifPresent(list -> keys.put(RuleKey.WORDS, quoted(String.join(" ", list))));
    if (configuration.isFrozen(registration.name())) {
      keys.put(RuleKey.FROZEN, "true");
    }
    return new ImportedRule(
        named ? "repository" : "registration",
        quoted(named ? ImageFamily.asWritten(repository) : registration.name()),
        keys,
        words.isPresent()
            ? Optional.empty()
            : Optional.of(
                "The call of this registration is none of the usual ones, and stays as it is."));
  }

  /** The tags of {@code repository} from which the collection has images of the same container. */
  private List<String> tags(ImageNames image, Repository repository) {
    return images.ofContainer(image).stream()
        .flatMap(other -> other.tagIn(repository).stream())
        .toList();
  }

  /**
   * Chooses the keys of a rule by which {@code tag} is the newest of the known tags. Pins the
   * version if no other rule does this.
   */
  private static void choose(
      String tag, List<String> tags, String suffix, SequencedMap<RuleKey<?>, String> keys) {
    Optional<VersionRange> line =
        VERSION_SUFFIX.matcher(suffix).matches()
            ? Optional.of(VersionRange.parse(suffix.substring(1).replace('-', '.') + ".*"))
            : Optional.empty();
    if (line.isPresent()
        && isNewest(tag, tags, new TagRule(Optional.empty(), line, Optional.empty(), false))) {
      keys.put(RuleKey.VERSIONS, quoted(line.get().text()));
    } else if (isNewest(tag, tags, TagRule.DEFAULT)) {
      return;
    } else if (isNewest(
        tag, tags, new TagRule(Optional.empty(), Optional.empty(), Optional.of(true), false))) {
      keys.put(RuleKey.PRE_RELEASES, "true");
    } else {
      keys.put(RuleKey.PINNED, quoted(Version.ofTag(tag).text()));
    }
  }

  private static boolean isNewest(String tag, List<String> tags, TagRule rule) {
    return rule.newest(tags)
        .filter(newest -> newest.version().equals(Version.ofTag(tag)))
        .isPresent();
  }

  /**
   * Quotes a text unless it is a plain word. Editors would take some texts without quotes for a
   * number or a truth value.
   */
  private static String quoted(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9/._-]*")
            && !text.matches("(?i)true|false|null|yes|no|on|off|y|n")
        ? text
        : "'" + text.replace("'", "''") + "'";
  }
}
