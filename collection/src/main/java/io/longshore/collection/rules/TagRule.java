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
 * Which tags of a repository are versions that a collection may have.
 *
 * <p>Of the tags that {@code pattern} fits, those count that look like versions and lie in the
 * range. Where no tag looks like a version and there is a single one, that one counts, whatever it
 * is called ({@code latest}), unless a range or {@code likeVersions} asks for more.
 *
 * @param pattern all tags if empty
 * @param range all versions if empty
 * @param preReleases whether pre-releases count; where there is no release if empty
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

  /** Of what there is, what counts: as pre-releases do. */
  public <T> List<T> released(List<T> all, Function<T, Version> version) {
    List<T> releases = all.stream().filter(one -> !version.apply(one).isPreRelease()).toList();
    return preReleases.orElse(releases.isEmpty()) ? all : releases;
  }

  private boolean isWanted(Version version) {
    return range.map(wanted -> wanted.contains(version)).orElse(version.looksLikeVersion());
  }

  /** Of two tags for one version the last in order stays: the one without a prefix. */
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
