package io.longshore.collection.rules.source;

import io.longshore.collection.rules.RulePlace;
import io.longshore.collection.rules.file.RuleFault;
import io.longshore.collection.rules.file.RulesReader;
import io.longshore.collection.rules.yaml.Yaml;
import io.longshore.collection.rules.yaml.YamlFault;
import io.longshore.collection.rules.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a list of repositories. The list is the BIDS apps list, whose entries have the name on
 * Docker Hub at the key {@code dh}, or it has one name a line, with comments behind {@code #}. An
 * entry that names no repository is refused, and the other entries count.
 *
 * @see <a href="https://github.com/bids-standard/bids-website/blob/main/data/tools/apps.yml">the
 *     BIDS apps list</a>
 */
final class RepositoryList {
  private static final String NAME = "dh";

  private final List<ListedRepository> entries = new ArrayList<>();
  private final List<RuleFault> refused = new ArrayList<>();

  private RepositoryList() {}

  /**
   * @param file the name of the file, for people
   * @throws YamlFault if the list has neither form
   */
  static Listing<ListedRepository> read(byte[] bytes, String file) throws YamlFault {
    RepositoryList list = new RepositoryList();
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (isPlain(text)) {
      list.lines(text, file);
    } else {
      Optional<Yaml> document = YamlReader.read(bytes, file);
      if (document.isPresent()) {
        list.value(document.get());
      }
    }
    return new Listing<>(list.entries, list.refused);
  }

  /**
   * Whether the list has one name a line: the first line that is no comment is a name and nothing
   * else.
   */
  private static boolean isPlain(String text) {
    return text.lines()
        .map(RepositoryList::withoutComment)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .filter(line -> !line.startsWith("-") && !line.endsWith(":") && !line.contains(": "))
        .isPresent();
  }

  private static String withoutComment(String line) {
    return line.replaceFirst("(^|\\s)#.*", "").strip();
  }

  private void lines(String text, String file) {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String name = withoutComment(line);
      if (!name.isEmpty()) {
        add(name, new RulePlace(file, number, line.indexOf(name) + 1));
      }
    }
  }

  /** Adds all entries in a value. Entries may lie in lists, and in mappings under any key. */
  private void value(Yaml value) {
    switch (value) {
      case Yaml.Items items -> items.items().forEach(this::item);
      case Yaml.Entries entries -> {
        if (entries.find(NAME).isPresent()) {
          entry(entries);
        } else {
          entries.entries().stream()
              .map(Yaml.Entry::value)
              .filter(inner -> !(inner instanceof Yaml.Text))
              .forEach(this::value);
        }
      }
      case Yaml.Text text -> {}
    }
  }

  private void item(Yaml item) {
    if (item instanceof Yaml.Text text) {
      add(text.value().strip(), text.place());
    } else {
      value(item);
    }
  }

  private void entry(Yaml.Entries entry) {
    Yaml name = entry.find(NAME).orElseThrow().value();
    if (name instanceof Yaml.Text text && !text.value().isBlank()) {
      add(text.value().strip(), text.place());
    }
    // An entry without a name is an app that is on no registry.
  }

  private void add(String name, RulePlace place) {
    try {
      entries.add(new ListedRepository(place, RulesReader.repository(name)));
    } catch (IllegalArgumentException e) {
      refused.add(new RuleFault(place, "'" + Listing.shown(name) + "' names no repository"));
    }
  }
}
