package io.longshore.collection.rules.file;

import io.longshore.collection.plan.Glob;
import io.longshore.collection.rules.Deprecation;
import io.longshore.collection.rules.FollowedName;
import io.longshore.collection.rules.TagPattern;
import io.longshore.collection.rules.Take;
import io.longshore.collection.rules.version.Version;
import io.longshore.collection.rules.version.VersionRange;
import io.longshore.collection.rules.yaml.Yaml;
import io.longshore.dataset.Registration;
import io.longshore.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the values of the keys in the rules. */
public final class RuleValues {
  /**
   * A word without characters that mean something to a shell or in the placeholders of a call
   * format.
   */
  public static final String PLAIN_WORD = "[0-9A-Za-z_./:=,@%+-]+";

  private static final int MOST_CHARACTERS = 500;

  /** Platforms, each once. */
  public record Platforms(List<Platform> list) {}

  /** Words of a call. */
  public record Words(List<String> list) {}

  /** Patterns for the names of the entries of a list. */
  public record Names(List<Glob> list) {
    /** Whether one of the patterns fits one of the names. */
    public boolean fitOneOf(String... names) {
      return list.stream().anyMatch(pattern -> Stream.of(names).anyMatch(pattern::fits));
    }
  }

  private RuleValues() {}

  static String text(String key, Yaml value) throws BadValueException {
    if (!(value instanceof Yaml.Text text) || text.value().isBlank()) {
      throw new BadValueException(value.place(), key + " takes a text, not " + value.kind());
    }
    if (text.value().length() > MOST_CHARACTERS) {
      throw new BadValueException(
          value.place(), key + " takes at most " + MOST_CHARACTERS + " characters");
    }
    return text.value();
  }

  /** Reads a text, or a list of at least one text. */
  static List<String> texts(String key, Yaml value) throws BadValueException {
    List<String> texts = new ArrayList<>();
    for (Yaml item : items(key, value)) {
      texts.add(text(key, item));
    }
    return texts;
  }

  /** The items of a list, which has at least one, or the value itself if it is no list. */
  private static List<Yaml> items(String key, Yaml value) throws BadValueException {
    if (!(value instanceof Yaml.Items items)) {
      return List.of(value);
    }
    if (items.items().isEmpty()) {
      throw new BadValueException(value.place(), key + " takes at least one text");
    }
    return items.items();
  }

  private static <T> T parsed(String key, Yaml value, Function<String, T> parser)
      throws BadValueException {
    String text = text(key, value);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new BadValueException(value.place(), key + ": " + e.getMessage());
    }
  }

  static String family(String key, Yaml value) throws BadValueException {
    return parsed(key, value, text -> FollowedName.of(text, "x", "").family());
  }

  static String name(String key, Yaml value) throws BadValueException {
    return parsed(key, value, text -> FollowedName.of("x", text, "").container());
  }

  static String suffix(String key, Yaml value) throws BadValueException {
    return parsed(
        key,
        value,
        text -> {
          FollowedName.of("x", "x", text);
          return text;
        });
  }

  static TagPattern tags(String key, Yaml value) throws BadValueException {
    return parsed(key, value, TagPattern::parse);
  }

  static VersionRange versions(String key, Yaml value) throws BadValueException {
    return parsed(key, value, VersionRange::parse);
  }

  static Version version(String key, Yaml value) throws BadValueException {
    String text = text(key, value);
    if (!text.matches("[0-9A-Za-z_][0-9A-Za-z_.+-]*")) {
      throw new BadValueException(
          value.place(), key + " takes a version such as 24.0.2, not '" + text + "'");
    }
    return Version.ofTag(text);
  }

  static Boolean yesOrNo(String key, Yaml value) throws BadValueException {
    return switch (text(key, value)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new BadValueException(
              value.place(), key + " takes true or false, not '" + text(key, value) + "'");
    };
  }

  static Take take(String key, Yaml value) throws BadValueException {
    return switch (text(key, value)) {
      case "newest" -> Take.NEWEST;
      case "all" -> Take.ALL;
      default ->
          throw new BadValueException(
              value.place(), key + " takes newest or all, not '" + text(key, value) + "'");
    };
  }

  static Platforms platforms(String key, Yaml value) throws BadValueException {
    List<Platform> platforms = new ArrayList<>();
    for (String text : texts(key, value)) {
      Platform platform;
      try {
        platform = Platform.typed(text);
      } catch (IllegalArgumentException e) {
        throw new BadValueException(value.place(), key + ": " + e.getMessage());
      }
      if (!platform.os().equals("linux") || !platform.toString().matches("[a-z0-9/_]+")) {
        throw new BadValueException(
            value.place(), key + " takes platforms of Linux, such as amd64, not '" + text + "'");
      }
      if (platforms.contains(platform)) {
        throw new BadValueException(value.place(), key + " names '" + text + "' twice");
      }
      platforms.add(platform);
    }
    return new Platforms(platforms);
  }

  static Words words(String key, Yaml value) throws BadValueException {
    List<String> words = new ArrayList<>();
    for (String text : texts(key, value)) {
      words.addAll(List.of(text.strip().split("[ \t]+")));
    }
    for (String word : words) {
      if (!word.matches(PLAIN_WORD)) {
        throw new BadValueException(
            value.place(),
            key + " takes letters, digits and _ . / : = , @ % + - only, not '" + word + "'");
      }
    }
    return new Words(words);
  }

  static Names names(String key, Yaml value) throws BadValueException {
    List<Glob> patterns = new ArrayList<>();
    for (Yaml item : items(key, value)) {
      patterns.add(parsed(key, item, text -> Glob.parse(text.toLowerCase(Locale.ROOT))));
    }
    return new Names(patterns);
  }

  /** Reads the reason alone, or a mapping of {@code because} and {@code use}. */
  static Deprecation deprecation(String key, Yaml value) throws BadValueException {
    if (!(value instanceof Yaml.Entries entries)) {
      return new Deprecation(text(key, value), Optional.empty());
    }
    RuleEntries.refuseOthers(entries, List.of("because", "use"));
    Optional<Yaml.Entry> because = entries.find("because");
    if (because.isEmpty()) {
      throw new BadValueException(value.place(), key + " lacks its reason, because: TEXT");
    }
    Optional<Yaml.Entry> use = entries.find("use");
    String reason = text("because", because.get().value());
    return new Deprecation(
        reason,
        use.isEmpty() ? Optional.empty() : Optional.of(registration("use", use.get().value())));
  }

  static String registration(String key, Yaml value) throws BadValueException {
    String text = text(key, value);
    if (!Registration.isName(text)) {
      throw new BadValueException(
          value.place(),
          key + " takes a registration's name (letters, digits and -), not '" + text + "'");
    }
    return text;
  }
}
