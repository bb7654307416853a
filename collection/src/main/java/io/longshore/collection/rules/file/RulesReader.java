package io.longshore.collection.rules.file;

import io.longshore.collection.rules.yaml.Yaml;
import io.longshore.collection.rules.yaml.YamlFault;
import io.longshore.collection.rules.yaml.YamlReader;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the rules of a collection. Reports all faults at once. */
public final class RulesReader {
  private static final List<String> TOP = List.of("defaults", "sources");

  private final List<RuleFault> faults = new ArrayList<>();
  private final List<RuleSource> sources = new ArrayList<>();

  /**
   * The content of a rules file, and its faults.
   *
   * @param rules the rules that can be followed
   */
  public record Reading(Rules rules, List<RuleFault> faults) {
    /**
     * The rules, if the file has no faults.
     *
     * @throws FailureException of kind MALFORMED that names the first fault
     */
    public Rules require() throws FailureException {
      if (faults.isEmpty()) {
        return rules;
      }
      RuleFault first = faults.getFirst();
      String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
      throw new FailureException(
          FailureKind.MALFORMED,
          first.place().toString(),
          first.problem() + more,
          NextStep.of("mend the file and commit it; all that is wrong: longshore rules check"));
    }
  }

  private RulesReader() {}

  /**
   * @param file the name of the file, for people
   */
  public static Reading read(byte[] bytes, String file) {
    RulesReader reader = new RulesReader();
    try {
      Optional<Yaml> document = YamlReader.read(bytes, file);
      if (document.isPresent()) {
        reader.top(document.get());
      }
    } catch (YamlFault e) {
      reader.faults.add(new RuleFault(e.place(), e.getMessage()));
    } catch (BadValueException e) {
      reader.faults.add(e.fault());
    }
    return new Reading(new Rules(reader.sources), List.copyOf(reader.faults));
  }

  private void top(Yaml document) throws BadValueException {
    Yaml.Entries entries = mapping("the file", document);
    for (Yaml.Entry entry : entries.entries()) {
      if (!TOP.contains(entry.key().value())) {
        fault(entry.key(), RuleEntries.unknown(entry.key().value(), TOP));
      }
    }
    RuleSettings defaults = defaults(entries.find("defaults"));
    Optional<Yaml.Entry> listed = entries.find("sources");
    if (listed.isEmpty()) {
      return;
    }
    if (!(listed.get().value() instanceof Yaml.Items items)) {
      throw new BadValueException(
          listed.get().value().place(), "sources takes a list, not " + listed.get().value().kind());
    }
    for (Yaml item : items.items()) {
      try {
        source(mapping("a source", item), defaults).ifPresent(sources::add);
      } catch (BadValueException e) {
        faults.add(e.fault());
      }
    }
  }

  private static Yaml.Entries mapping(String what, Yaml value) throws BadValueException {
    if (value instanceof Yaml.Entries entries) {
      return entries;
    }
    throw notMapping(what, value);
  }

  private static BadValueException notMapping(String what, Yaml value) {
    return new BadValueException(
        value.place(), what + " is a mapping of keys and values, not " + value.kind());
  }

  private RuleSettings defaults(Optional<Yaml.Entry> entry) {
    if (entry.isEmpty()) {
      return RuleSettings.NONE;
    }
    List<RuleKey<?>> known = RuleKey.ALL.stream().filter(RuleKey::standsInDefaults).toList();
    if (entry.get().value() instanceof Yaml.Entries entries) {
      return settings(entries.entries(), known, "in defaults");
    }
    faults.add(notMapping("defaults", entry.get().value()).fault());
    return RuleSettings.NONE;
  }

  private Optional<RuleSource> source(Yaml.Entries entries, RuleSettings defaults)
      throws BadValueException {
    List<SourceKind> kinds =
        Stream.of(SourceKind.values())
            .filter(kind -> entries.find(kind.word()).isPresent())
            .toList();
    if (kinds.isEmpty()) {
      settings(entries.entries(), RuleKey.ALL, SourceKind.WORDS, "here");
      if (entries.entries().stream().anyMatch(e -> find(e.key().value(), RuleKey.ALL).isEmpty())) {
        // The unknown key has been reported. It is probably the missing key, mistyped.
        return Optional.empty();
      }
    }
    if (kinds.size() != 1) {
      throw new BadValueException(
          entries.place(),
          "a source has exactly one of the keys "
              + SourceKind.ALL
              + ", this one has "
              + (kinds.isEmpty() ? "none" : kinds.size() + " of them"));
    }
    SourceKind kind = kinds.getFirst();
    List<Yaml.Entry> others =
        entries.entries().stream()
            .filter(entry -> !entry.key().value().equals(kind.word()))
            .toList();
    List<RuleKey<?>> known = RuleKey.ALL.stream().filter(key -> key.standsBeside(kind)).toList();
    int before = faults.size();
    RuleSettings own = settings(others, known, "beside " + kind.word());
    Yaml subject = entries.find(kind.word()).orElseThrow().value();
    RuleSource source = source(kind, subject, own.over(defaults));
    return faults.size() == before ? Optional.of(source) : Optional.empty();
  }

  private RuleSettings settings(List<Yaml.Entry> entries, List<RuleKey<?>> known, String place) {
    return settings(entries, known, List.of(), place);
  }

  /**
   * @param kinds further keys that a mistyped key may mean
   */
  private RuleSettings settings(
      List<Yaml.Entry> entries, List<RuleKey<?>> known, List<String> kinds, String place) {
    Map<RuleKey<?>, Object> values = new LinkedHashMap<>();
    for (Yaml.Entry entry : entries) {
      String word = entry.key().value();
      Optional<RuleKey<?>> key = find(word, known);
      if (key.isEmpty()) {
        boolean elsewhere = find(word, RuleKey.ALL).isPresent();
        List<String> words =
            Stream.concat(kinds.stream(), known.stream().map(RuleKey::word)).toList();
        fault(
            entry.key(),
            elsewhere
                ? word + " cannot stand " + place + "; keys are " + String.join(", ", words)
                : RuleEntries.unknown(word, words));
        continue;
      }
      try {
        values.put(key.get(), key.get().read(entry.value()));
      } catch (BadValueException e) {
        faults.add(e.fault());
      }
    }
    return new RuleSettings(values);
  }

  private static Optional<RuleKey<?>> find(String word, List<RuleKey<?>> keys) {
    return keys.stream().filter(key -> key.word().equals(word)).findFirst();
  }

  private static RuleSource source(SourceKind kind, Yaml subject, RuleSettings settings)
      throws BadValueException {
    String text = RuleValues.text(kind.word(), subject);
    try {
      return switch (kind) {
        case REPOSITORY -> new RuleSource.OfRepository(subject.place(), settings, repository(text));
        case REGISTRATION ->
            new RuleSource.OfRegistration(
                subject.place(), settings, RuleValues.registration(kind.word(), subject));
        case NAMESPACE -> new RuleSource.OfNamespace(subject.place(), settings, namespace(text));
        case LIST -> new RuleSource.OfList(subject.place(), settings, ListPlace.parse(text));
        case NEURODESK ->
            new RuleSource.OfNeurodesk(subject.place(), settings, ListPlace.parse(text));
      };
    } catch (IllegalArgumentException e) {
      throw new BadValueException(subject.place(), kind.word() + ": " + e.getMessage());
    }
  }

  /**
   * Reads a repository as people write it, without a tag.
   *
   * @throws IllegalArgumentException if the text names no repository
   */
  public static Repository repository(String text) {
    String name = text.startsWith("docker://") ? text.substring("docker://".length()) : text;
    Reference reference = Reference.parse(name);
    if (reference.digest().isPresent() || name.indexOf(':', name.lastIndexOf('/') + 1) >= 0) {
      throw new IllegalArgumentException(
          "'" + text + "' names one image; leave out what follows the repository's name");
    }
    return reference.repository();
  }

  private static String namespace(String text) {
    Repository inside = repository(text + "/x");
    if (!inside.registry().equals(Repository.DOCKER_HUB)) {
      throw new IllegalArgumentException(
          "only Docker Hub lists the repositories of a namespace; use list with a file of names");
    }
    String namespace = inside.path().substring(0, inside.path().length() - "/x".length());
    if (namespace.indexOf('/') >= 0) {
      throw new IllegalArgumentException("'" + text + "' is more than one word");
    }
    return namespace;
  }

  private void fault(Yaml.Text key, String problem) {
    faults.add(new RuleFault(key.place(), problem));
  }
}
