package io.longshore.collection.rules;

import io.longshore.collection.rules.version.Version;
import io.longshore.collection.rules.version.VersionRange;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Chooses the tags of a repository that are versions for a collection.
 *
 * <p>A tag counts if {@code pattern} fits it, if it looks like a version, and if its version lies
 * in the range. There is one exception: if no tag counts and {@code pattern} fits a single tag,
 * this tag counts whatever it is called, such as {@code latest}, unless there is a range or {@code
 * likeVersions} is set.
 *
 * @param pattern empty for all tags
 * @param range empty for all versions
 * @param preReleases whether pre-releases count; if empty, they count only where there is no
 *     release
 */
public record TagRule(
    Optional<TagPattern> pattern,
    Optional<VersionRange> range,
    Optional<Boolean> preReleases,
    boolean likeVersions) {
  public static final TagRule DEFAULT =
      new TagRule(Optional.empty(), Optional.empty(), Optional.empty(), false);

  /**
   * The versions that count, each once, oldest first.
   *
   * @param tags as a registry lists them, in any order
   */
  public List<TaggedVersion> candidates(Collection<String> tags) {
    List<TaggedVersion> fitting =
        tags.stream()
            .distinct()
            .filter(tag -> pattern.isEmpty() || pattern.get().fits(tag))
            .map(TaggedVersion::of)
            .sorted()
            .toList();
    List<TaggedVersion> versions =
        fitting.stream().filter(tagged -> isWanted(tagged.version())).toList();
    if (versions.isEmpty()) {
      boolean only = fitting.size() == 1 && range.isEmpty() && !likeVersions;
      return only ? released(fitting, TaggedVersion::version) : List.of();
    }
    return eachOnce(released(versions, TaggedVersion::version).stream());
  }

  /** Leaves out pre-releases where they do not count. */
  public <T> List<T> released(List<T> all, Function<T, Version> version) {
    List<T> releases = all.stream().filter(one -> !version.apply(one).isPreRelease()).toList();
    return preReleases.orElse(releases.isEmpty()) ? all : releases;
  }

  private boolean isWanted(Version version) {
    return range.map(wanted -> wanted.contains(version)).orElse(version.looksLikeVersion());
  }

  /**
   * Keeps one tag for each version. Of two tags for one version the last in order is kept, which is
   * the tag without a prefix.
   */
  private static List<TaggedVersion> eachOnce(Stream<TaggedVersion> sorted) {
    SequencedMap<Version, TaggedVersion> byVersion = new TreeMap<>();
    sorted.forEach(tagged -> byVersion.put(tagged.version(), tagged));
    return List.copyOf(byVersion.values());
  }

  /** The newest version that counts. */
  public Optional<TaggedVersion> newest(Collection<String> tags) {
    return candidates(tags).stream().reduce((older, newer) -> newer);
  }
}
