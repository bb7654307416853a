package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A random tree, and what is to be seen of it. Names hold one character for each byte.
 *
 * @param steps carried out in order; one whose path is taken or leads through a file is skipped
 */
record TreeRecipe(List<Step> steps) {

  enum Kind {
    DIRECTORY,
    TEXT,
    NOISE,
    ZEROS,
    SYMBOLIC_LINK,
    DEVICE,
    FIFO,
    SOCKET,
    HARD_LINK
  }

  /**
   * @param size of a file; of other kinds a number to vary them by
   */
  record Step(List<String> path, Kind kind, int size, int seed, Attributes attributes) {}

  static Arbitrary<TreeRecipe> any() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of("a", "b", "c", "usr", "lib"),
            Arbitraries.chars()
                .range('\u0001', '\u00ff')
                .filter(c -> c != '/' && c != '\n' && c != '\\')
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(TreeRecipe::join)
                .filter(name -> !name.equals(".") && !name.equals("..")));
    Arbitrary<Integer> sizes =
        Arbitraries.oneOf(
            Arbitraries.of(0, 1, 4095, 4096, 4097, 8192),
            Arbitraries.integers().between(0, 40_000));
    return Combinators.combine(
            names.list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.of(Kind.class),
            sizes,
            Arbitraries.integers().between(0, 5),
            attributes())
        .as(Step::new)
        .list()
        .ofMaxSize(40)
        .map(TreeRecipe::new);
  }

  private static Arbitrary<Attributes> attributes() {
    // The kernel shows the largest id as that of nobody.
    Arbitrary<Long> ids = Arbitraries.longs().between(0, Attributes.MAXIMUM - 1);
    Arbitrary<SortedMap<String, byte[]>> extended =
        Arbitraries.maps(
                Arbitraries.of("user.a", "user.bb", "trusted.a", "security.x"),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
            .ofMaxSize(3)
            .map(TreeMap::new);
    return Combinators.combine(
            Arbitraries.integers().between(0, 07777),
            ids,
            ids,
            Arbitraries.longs().between(0, Attributes.MAXIMUM),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(new TreeMap<String, byte[]>())),
                Tuple.of(1, extended)))
        .as(Attributes::new);
  }

  Directory build(SquashfsWriter writer) throws IOException {
    return directory(new Plan(writer).levels(), Images.PLAIN);
  }

  /** Without extended attributes if {@code plain}. */
  SortedMap<String, String> expected(boolean plain) {
    try {
      Level root = new Plan(null).levels();
      SortedMap<String, String> result = new TreeMap<>();
      Map<Item, Integer> links = new HashMap<>();
      countLinks(root, links);
      expect("", root, Images.PLAIN, links, plain, result);
      return result;
    } catch (IOException e) {
      throw new AssertionError("nothing was written", e);
    }
  }

  private static void countLinks(Level level, Map<Item, Integer> links) {
    for (Item item : level.items.values()) {
      links.merge(item, 1, Integer::sum);
      if (item.level != null) {
        countLinks(item.level, links);
      }
    }
  }

  private static void expect(
      String path,
      Level level,
      Attributes attributes,
      Map<Item, Integer> links,
      boolean plain,
      SortedMap<String, String> result) {
    long subdirectories = level.items.values().stream().filter(item -> item.level != null).count();
    result.put(path, Images.describe("directory", visible(attributes, plain), 2 + subdirectories));
    level.items.forEach(
        (name, item) -> {
          String child = path.isEmpty() ? name : path + "/" + name;
          if (item.level != null) {
            expect(child, item.level, item.attributes, links, plain, result);
          } else {
            result.put(
                child,
                Images.describe(
                    item.description, visible(item.attributes, plain), links.get(item)));
          }
        });
  }

  private static Attributes visible(Attributes attributes, boolean plain) {
    return plain
        ? new Attributes(
            attributes.permissions(),
            attributes.userId(),
            attributes.groupId(),
            attributes.modificationTime())
        : attributes;
  }

  private static Directory directory(Level level, Attributes attributes) {
    Directory.Builder builder = Directory.builder(attributes);
    level.items.forEach(
        (name, item) ->
            builder.add(
                name.getBytes(ISO_8859_1),
                item.level == null ? item.node : directory(item.level, item.attributes)));
    return builder.build();
  }

  private static String join(List<Character> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  private static final class Level {
    final SortedMap<String, Item> items = new TreeMap<>();
  }

  /** A directory if it has a level, else a node, which is null if nothing is to be written. */
  private static final class Item {
    final Level level;
    final Node node;
    final String description;
    final Attributes attributes;

    Item(Level level, Node node, String description, Attributes attributes) {
      this.level = level;
      this.node = node;
      this.description = description;
      this.attributes = attributes;
    }
  }

  /** Carries out the steps, with a writer or only to know what would come of it. */
  private final class Plan {
    private final SquashfsWriter writer;
    private final List<Item> linkable = new ArrayList<>();

    Plan(SquashfsWriter writer) {
      this.writer = writer;
    }

    Level levels() throws IOException {
      Level root = new Level();
      for (Step step : steps) {
        Level parent = root;
        for (String name : step.path().subList(0, step.path().size() - 1)) {
          Item item =
              parent.items.computeIfAbsent(
                  name, n -> new Item(new Level(), null, "", step.attributes()));
          parent = item.level;
          if (parent == null) {
            break;
          }
        }
        if (parent != null && !parent.items.containsKey(step.path().getLast())) {
          parent.items.put(step.path().getLast(), item(step));
        }
      }
      return root;
    }

    private Item item(Step step) throws IOException {
      if (step.kind() == Kind.HARD_LINK && !linkable.isEmpty()) {
        return linkable.get(step.size() % linkable.size());
      }
      Attributes attributes = step.attributes();
      Item item =
          switch (step.kind()) {
            case DIRECTORY -> new Item(new Level(), null, "", attributes);
            case TEXT -> file(Images.text(step.size(), step.seed()), attributes);
            case NOISE -> file(Images.noise(step.size(), step.seed()), attributes);
            case ZEROS -> file(new byte[step.size()], attributes);
            case SYMBOLIC_LINK -> {
              String target = "t".repeat(1 + step.size() % 4095);
              yield other(
                  new Node.SymbolicLink(attributes, target), "link to " + target, attributes);
            }
            case DEVICE -> {
              Node.Device.Kind kind =
                  step.seed() % 2 == 0 ? Node.Device.Kind.BLOCK : Node.Device.Kind.CHARACTER;
              Node.Device device =
                  new Node.Device(attributes, kind, step.size() % 4096, step.size() * 26);
              yield other(device, kind + " " + device.major() + " " + device.minor(), attributes);
            }
            case FIFO -> other(new Node.Fifo(attributes), "fifo", attributes);
            case SOCKET, HARD_LINK -> other(new Node.Socket(attributes), "socket", attributes);
          };
      if (item.level == null) {
        linkable.add(item);
      }
      return item;
    }

    private Item file(byte[] content, Attributes attributes) throws IOException {
      Node node =
          writer == null ? null : new Node.RegularFile(attributes, Images.content(writer, content));
      return new Item(null, node, "file " + Images.digest(content), attributes);
    }

    private Item other(Node node, String description, Attributes attributes) {
      return new Item(null, node, description, attributes);
    }
  }
}
