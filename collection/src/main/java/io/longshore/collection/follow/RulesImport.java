package io.longshore.collection.follow;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.FollowedName;
import io.longshore.collection.rules.TagRule;
import io.longshore.collection.rules.file.RuleKey;
import io.longshore.collection.rules.source.CallWords;
import io.longshore.collection.rules.source.ImageFamily;
import io.longshore.collection.rules.source.SourcedImage;
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
 * Says by which rules the registrations of a collection would come about: from where their images
 * come, what these are called, and which of the versions that are known is the one registered.
 */
public final class RulesImport {
  private static final Pattern NEURODESK = Pattern.compile("neurodesk-[a-z0-9.-]+");
  private static final Pattern VERSION_SUFFIX = Pattern.compile("-[0-9]+(-[0-9]+)*");

  private final DataladConfig configuration;
  private final List<SourcedImage> images;
  private final List<ImportedRule> rules = new ArrayList<>();
  private final List<String> neurodesk = new ArrayList<>();
  private final List<Unfollowed> unfollowed = new ArrayList<>();

  private RulesImport(DataladConfig configuration, List<SourcedImage> images) {
    this.configuration = configuration;
    this.images = images;
  }

  public static ImportedRules of(CommittedCollection collection) throws IOException {
    RulesImport run = new RulesImport(collection.configuration(), SourcedImage.allIn(collection));
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
    Optional<Reference> reference =
        images.stream()
            .filter(candidate -> candidate.names().equals(image.get()))
            .flatMap(candidate -> candidate.reference().stream())
            .findFirst();
    if (isNeurodesk(registration, image.get())) {
      neurodesk.add(registration.name());
    } else if (reference.isEmpty()) {
      leave(registration, "neither a recipe nor a layout tells where its image comes from");
    } else if (reference.get().tag().isEmpty()) {
      leave(registration, "its image was asked for by digest, without a tag");
    } else if (!Registration.isName(registration.name())) {
      leave(registration, "its name is one that containers cannot have");
    } else {
      rules.add(rule(registration, image.get(), reference.get()));
    }
  }

  private void leave(Registration registration, String reason) {
    unfollowed.add(new Unfollowed(registration.name(), reason));
  }

  /** Neurodesk's images have the names of its list, and their calls nothing of their own. */
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
    String name = registration.name();
    String usual = ImageFamily.container(family, repository);
    SequencedMap<RuleKey<?>, String> keys = new LinkedHashMap<>();
    String plain = FollowedName.of(family, image.container(), "").registration();
    boolean named = !family.isEmpty() && name.startsWith(plain);
    if (named) {
      if (!family.equals(ImageFamily.of(repository))) {
        keys.put(RuleKey.FAMILY, quoted(family));
      }
      if (!usual.equals(image.container())) {
        keys.put(RuleKey.NAME, quoted(image.container()));
      }
      if (!name.equals(plain)) {
        keys.put(RuleKey.SUFFIX, quoted(name.substring(plain.length())));
      }
    }
    List<String> tags = tags(image, repository);
    choose(reference.tag().orElseThrow(), tags, name.substring(named ? plain.length() : 0), keys);
    Optional<List<String>> words = CallWords.of(registration);
    words
        .filter(list -> !list.isEmpty())
        .ifPresent(list -> keys.put(RuleKey.WORDS, quoted(String.join(" ", list))));
    if (configuration.isFrozen(name)) {
      keys.put(RuleKey.FROZEN, "true");
    }
    return new ImportedRule(
        name,
        named ? "repository" : "registration",
        quoted(named ? ImageFamily.asWritten(repository) : name),
        keys,
        words.isPresent()
            ? Optional.empty()
            : Optional.of(name + " is called in its own way, which stays as it is."));
  }

  /** The tags of a repository that the collection has had for a container. */
  private List<String> tags(ImageNames image, Repository repository) {
    return images.stream()
        .filter(SourcedImage::made)
        .filter(
            other ->
                other.names().folder().equals(image.folder())
                    && other.names().container().equals(image.container()))
        .flatMap(other -> other.reference().stream())
        .filter(other -> other.repository().equals(repository))
        .flatMap(other -> other.tag().stream())
        .toList();
  }

  /** Which rule makes a tag the newest of those that are known; the version itself at last. */
  private static void choose(
      String tag, List<String> tags, String suffix, SequencedMap<RuleKey<?>, String> keys) {
    Optional<VersionRange> line =
        VERSION_SUFFIX.matcher(suffix).matches()
            ? Optional.of(VersionRange.parse(suffix.substring(1).replace('-', '.') + ".*"))
            : Optional.empty();
    if (line.isPresent()
        && isNewest(tag, tags, new TagRule(Optional.empty(), line, false, false))) {
      keys.put(RuleKey.VERSIONS, quoted(line.get().text()));
    } else if (isNewest(tag, tags, TagRule.DEFAULT)) {
      return;
    } else if (isNewest(tag, tags, new TagRule(Optional.empty(), Optional.empty(), true, false))) {
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

  /** Quoted where editors, which know numbers and truth values, would take it for another thing. */
  private static String quoted(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9/._-]*")
            && !text.matches("(?i)true|false|null|yes|no|on|off|y|n")
        ? text
        : "'" + text.replace("'", "''") + "'";
  }
}
