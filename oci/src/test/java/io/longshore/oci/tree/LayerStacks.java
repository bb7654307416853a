package io.longshore.oci.tree;

import io.longshore.oci.layer.GeneratedEntry;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random stacks of layers over a handful of names, so that entries meet: {@code d e f} are mostly
 * directories or links to them, {@code a b c} mostly other files.
 */
public final class LayerStacks {
  private LayerStacks() {}

  public static Arbitrary<List<List<GeneratedEntry>>> stacks() {
    return entries()
        .list()
        .ofMinSize(3)
        .ofMaxSize(14)
        .list()
        .ofMinSize(2)
        .ofMaxSize(4)
        .map(LayerStacks::withPlausibleHardLinks);
  }

  /** Most hard links get a target that an earlier entry has made, if nothing has removed it. */
  private static List<List<GeneratedEntry>> withPlausibleHardLinks(
      List<List<GeneratedEntry>> stack) {
    List<String> made = new ArrayList<>();
    List<List<GeneratedEntry>> linked = new ArrayList<>();
    for (List<GeneratedEntry> layer : stack) {
      List<GeneratedEntry> entries = new ArrayList<>();
      for (GeneratedEntry entry : layer) {
        boolean redirected = entry.type() == '1' && !made.isEmpty() && entry.owner() % 20 != 0;
        entries.add(redirected ? entry.withText(made.get(entry.owner() % made.size())) : entry);
        if (entry.type() != '5' && !entry.path().contains(".wh.")) {
          made.add(entry.path());
        }
      }
      linked.add(entries);
    }
    return linked;
  }

  private static Arbitrary<GeneratedEntry> entries() {
    return Arbitraries.frequencyOf(
        Tuple.of(9, directories()),
        Tuple.of(10, entry('0', anyPaths(), Arbitraries.strings().alpha().ofMaxLength(9))),
        Tuple.of(3, entry('2', anyPaths(), linkTargets())),
        Tuple.of(1, entry('1', leafPaths(), leafPaths())),
        Tuple.of(1, entry('6', leafPaths(), Arbitraries.just(""))),
        Tuple.of(1, entry('3', leafPaths(), Arbitraries.just(""))),
        Tuple.of(4, entry('0', whiteouts(), Arbitraries.just(""))));
  }

  private static Arbitrary<GeneratedEntry> directories() {
    return entry('5', directoryPaths(), Arbitraries.just(""));
  }

  private static Arbitrary<GeneratedEntry> entry(
      char type, Arbitrary<String> paths, Arbitrary<String> texts) {
    return Combinators.combine(
            paths, texts, modes(), Arbitraries.integers().between(0, 3000), times(), attributes())
        .as(
            (path, text, mode, owner, time, attribute) ->
                new GeneratedEntry(
                    type,
                    path,
                    text,
                    mode,
                    owner,
                    time,
                    type == '0' || type == '5' ? attribute : ""));
  }

  private static Arbitrary<Integer> modes() {
    return Arbitraries.integers().between(0, 07777);
  }

  private static Arbitrary<Long> times() {
    return Arbitraries.longs().between(0, 1_600_000_000L);
  }

  private static Arbitrary<String> attributes() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.just("")),
        Tuple.of(1, Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5)));
  }

  private static Arbitrary<String> directoryPaths() {
    return Arbitraries.of("d", "e", "f")
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(names -> String.join("/", names));
  }

  private static Arbitrary<String> parents() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.just("")), Tuple.of(5, directoryPaths().map(path -> path + "/")));
  }

  private static Arbitrary<String> leafPaths() {
    return Combinators.combine(parents(), Arbitraries.of("a", "b")).as((p, name) -> p + name);
  }

  private static Arbitrary<String> anyPaths() {
    Arbitrary<String> names =
        Arbitraries.frequencyOf(
            Tuple.of(19, Arbitraries.of("a", "b", "c")),
            Tuple.of(1, Arbitraries.of("d", "e", "f")));
    return Combinators.combine(parents(), names).as((p, name) -> p + name);
  }

  private static Arbitrary<String> linkTargets() {
    return Combinators.combine(
            Arbitraries.of("", "", "/", "../", "./", "../../"),
            Arbitraries.frequencyOf(Tuple.of(6, directoryPaths()), Tuple.of(2, leafPaths())))
        .as((start, path) -> start + path);
  }

  private static Arbitrary<String> whiteouts() {
    Arbitrary<String> names =
        Arbitraries.of(".wh.a", ".wh.b", ".wh.c", ".wh.d", ".wh.e", ".wh..wh..opq");
    return Combinators.combine(parents(), names).as((p, name) -> p + name);
  }
}
