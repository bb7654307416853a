package io.longshore.collection.rules.file;

import io.longshore.collection.rules.Deprecation;
import io.longshore.collection.rules.ImageTest;
import io.longshore.collection.rules.TagPattern;
import io.longshore.collection.rules.Take;
import io.longshore.collection.rules.version.Version;
import io.longshore.collection.rules.version.VersionRange;
import io.longshore.collection.rules.yaml.Yaml;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A key of a source, other than the key that says what the source follows.
 *
 * @param <T> the type of the value
 */
public final class RuleKey<T> {
  private static final Set<SourceKind> ANY = EnumSet.allOf(SourceKind.class);
  private static final Set<SourceKind> ONE =
      EnumSet.of(SourceKind.REPOSITORY, SourceKind.REGISTRATION);
  private static final Set<SourceKind> MANY =
      EnumSet.complementOf(EnumSet.of(SourceKind.REPOSITORY, SourceKind.REGISTRATION));
  private static final Set<SourceKind> WITH_TAGS =
      EnumSet.complementOf(EnumSet.of(SourceKind.NEURODESK));
  private static final Set<SourceKind> WITH_FAMILY =
      EnumSet.complementOf(EnumSet.of(SourceKind.REGISTRATION));

  public static final RuleKey<String> FAMILY =
      new RuleKey<>("family", String.class, true, WITH_FAMILY, RuleValues::family);
  public static final RuleKey<String> NAME =
      new RuleKey<>(
          "name", String.class, false, EnumSet.of(SourceKind.REPOSITORY), RuleValues::name);
  public static final RuleKey<String> SUFFIX =
      new RuleKey<>(
          "suffix", String.class, false, EnumSet.of(SourceKind.REPOSITORY), RuleValues::suffix);
  public static final RuleKey<TagPattern> TAGS =
      new RuleKey<>("tags", TagPattern.class, true, WITH_TAGS, RuleValues::tags);
  public static final RuleKey<VersionRange> VERSIONS =
      new RuleKey<>("versions", VersionRange.class, true, ANY, RuleValues::versions);
  public static final RuleKey<Boolean> PRE_RELEASES =
      new RuleKey<>("pre-releases", Boolean.class, true, ANY, RuleValues::yesOrNo);
  public static final RuleKey<Boolean> LIKE_VERSIONS =
      new RuleKey<>("like-versions", Boolean.class, true, WITH_TAGS, RuleValues::yesOrNo);
  public static final RuleKey<Take> TAKE =
      new RuleKey<>("take", Take.class, true, ANY, RuleValues::take);
  public static final RuleKey<RuleValues.Platforms> PLATFORMS =
      new RuleKey<>("platforms", RuleValues.Platforms.class, true, ANY, RuleValues::platforms);
  public static final RuleKey<RuleValues.Words> WORDS =
      new RuleKey<>("words", RuleValues.Words.class, true, ANY, RuleValues::words);
  public static final RuleKey<Version> PINNED =
      new RuleKey<>("pinned", Version.class, false, ONE, RuleValues::version);
  public static final RuleKey<Boolean> FROZEN =
      new RuleKey<>("frozen", Boolean.class, false, ONE, RuleValues::yesOrNo);
  public static final RuleKey<Deprecation> DEPRECATED =
      new RuleKey<>("deprecated", Deprecation.class, false, ONE, RuleValues::deprecation);
  public static final RuleKey<RuleValues.Names> ONLY =
      new RuleKey<>("only", RuleValues.Names.class, false, MANY, RuleValues::names);
  public static final RuleKey<RuleValues.Names> EXCEPT =
      new RuleKey<>("except", RuleValues.Names.class, false, MANY, RuleValues::names);
  public static final RuleKey<ImageTest> TEST =
      new RuleKey<>("test", ImageTest.class, true, ANY, TestValue::read);

  /** All keys, in the order of docs/rules.md. */
  static final List<RuleKey<?>> ALL =
      List.of(
          FAMILY,
          NAME,
          SUFFIX,
          TAGS,
          VERSIONS,
          PRE_RELEASES,
          LIKE_VERSIONS,
          TAKE,
          PLATFORMS,
          WORDS,
          PINNED,
          FROZEN,
          DEPRECATED,
          ONLY,
          EXCEPT,
          TEST);

  /** Reads the value of a key. */
  interface Reading<T> {
    T read(String key, Yaml value) throws BadValueException;
  }

  private final String word;
  private final Class<T> type;
  private final boolean inDefaults;
  private final Set<SourceKind> kinds;
  private final Reading<T> reading;

  private RuleKey(
      String word, Class<T> type, boolean inDefaults, Set<SourceKind> kinds, Reading<T> reading) {
    this.word = word;
    this.type = type;
    this.inDefaults = inDefaults;
    this.kinds = kinds;
    this.reading = reading;
  }

  /** The key as it stands in the file. */
  public String word() {
    return word;
  }

  Class<T> type() {
    return type;
  }

  boolean standsInDefaults() {
    return inDefaults;
  }

  boolean standsBeside(SourceKind kind) {
    return kinds.contains(kind);
  }

  Object read(Yaml value) throws BadValueException {
    return reading.read(word, value);
  }
}
