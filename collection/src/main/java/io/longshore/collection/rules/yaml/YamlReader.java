package io.longshore.collection.rules.yaml;

import io.longshore.collection.rules.RulePlace;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document. Aliases, anchors and unusual tags are refused. Nobody needs them here.
 * With them a small file could become a large document, or a value could become something other
 * than data.
 */
public final class YamlReader {
  /** The largest file that is read. */
  public static final int MOST_BYTES = 1 << 20;

  private static final int MOST_VALUES = 100_000;
  private static final int DEEPEST = 20;
  private static final Set<String> USUAL_TAGS =
      Set.of("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map", "!");

  private final String file;
  private final Deque<Open> open = new ArrayDeque<>();
  private Optional<Yaml> document = Optional.empty();
  private int documents;
  private int values;

  /**
   * A list or a mapping whose end has not been read yet. In a mapping, {@code inside} has keys and
   * values in turn.
   */
  private record Open(RulePlace place, boolean mapping, List<Yaml> inside) {}

  private YamlReader(String file) {
    this.file = file;
  }

  /**
   * @param file the name of the file, for people
   * @return empty if the file has nothing but comments
   */
  public static Optional<Yaml> read(byte[] bytes, String file) throws YamlFault {
    return new YamlReader(file).read(bytes);
  }

  private Optional<Yaml> read(byte[] bytes) throws YamlFault {
    RulePlace start = new RulePlace(file, 1, 1);
    if (bytes.length > MOST_BYTES) {
      throw new YamlFault(start, "is larger than 1 MiB", null);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new YamlFault(start, "is not text in UTF-8", e);
    }
    try {
      for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
        take(event);
      }
    } catch (MarkedYamlEngineException e) {
      RulePlace place = e.getProblemMark().map(this::place).orElse(start);
      throw new YamlFault(place, "is no YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new YamlFault(start, "is no YAML: a character that must not stand there", e);
    }
    return document;
  }

  private void take(Event event) throws YamlFault {
    RulePlace place = event.getStartMark().map(this::place).orElseThrow();
    switch (event.getEventId()) {
      case DocumentStart -> {
        documents++;
        if (documents > 1 || !((DocumentStartEvent) event).getTags().isEmpty()) {
          throw new YamlFault(place, "is more than one plain YAML document", null);
        }
      }
      case Alias -> throw new YamlFault(place, "is an alias (*): write it out", null);
      case Scalar -> {
        refuseOddTag((NodeEvent) event, ((ScalarEvent) event).getTag(), place);
        add(new Yaml.Text(place, ((ScalarEvent) event).getValue()));
      }
      case MappingStart, SequenceStart -> {
        refuseOddTag((NodeEvent) event, ((CollectionStartEvent) event).getTag(), place);
        if (open.size() >= DEEPEST) {
          throw new YamlFault(place, "lies deeper than " + DEEPEST + " levels", null);
        }
        open.push(new Open(place, event instanceof MappingStartEvent, new ArrayList<>()));
      }
      case MappingEnd, SequenceEnd -> {
        Open done = open.pop();
        add(done.mapping() ? entries(done) : new Yaml.Items(done.place(), done.inside()));
      }
      default -> {}
    }
  }

  private static void refuseOddTag(NodeEvent event, Optional<String> tag, RulePlace place)
      throws YamlFault {
    if (event.getAnchor().isPresent()) {
      throw new YamlFault(place, "has an anchor (&): write it out where it is needed", null);
    }
    if (tag.isPresent() && !USUAL_TAGS.contains(tag.get())) {
      throw new YamlFault(place, "has a tag (!): all values are plain text", null);
    }
  }

  private void add(Yaml value) throws YamlFault {
    if (++values > MOST_VALUES) {
      throw new YamlFault(value.place(), "has more than " + MOST_VALUES + " values", null);
    }
    if (open.isEmpty()) {
      document = Optional.of(value).filter(some -> !isNothing(some));
    } else {
      open.peek().inside().add(value);
    }
  }

  private static boolean isNothing(Yaml value) {
    return value instanceof Yaml.Text text && text.value().isEmpty();
  }

  private static Yaml entries(Open mapping) throws YamlFault {
    List<Yaml.Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < mapping.inside().size(); i += 2) {
      if (!(mapping.inside().get(i) instanceof Yaml.Text key)) {
        throw new YamlFault(mapping.inside().get(i).place(), "is a key that is no text", null);
      }
      if (!keys.add(key.value())) {
        throw new YamlFault(key.place(), "stands there twice: '" + key.value() + "'", null);
      }
      entries.add(new Yaml.Entry(key, mapping.inside().get(i + 1)));
    }
    return new Yaml.Entries(mapping.place(), entries);
  }

  private RulePlace place(Mark mark) {
    return new RulePlace(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
