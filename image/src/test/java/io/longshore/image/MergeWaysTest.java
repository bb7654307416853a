package io.longshore.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Foretelling what is hidden, and reading headers first, end in the same bytes. */
class MergeWaysTest {
  @TempDir Path folder;

  /**
   * @param readAgain how many layers a second pass opens, after the first has opened all
   */
  record Stack(String name, int readAgain, List<List<String>> layers) {
    static Stack one(String name, List<List<String>> layers) {
      return new Stack(name, 0, layers);
    }

    static Stack two(String name, int readAgain, List<List<String>> layers) {
      return new Stack(name, readAgain, layers);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Stack> stacks() {
    return List.of(
        Stack.one("no file at all", List.of(List.of("d/"))),
        Stack.one("nothing hidden", List.of(List.of("a=1"), List.of("b=2"))),
        Stack.one("a file replaced", List.of(List.of("d/a=1"), List.of("d/a=2"))),
        Stack.one("a file replaced twice", List.of(List.of("a=1"), List.of("a=2"), List.of("a=3"))),
        Stack.one(
            "a file replaced by a directory", List.of(List.of("a=1"), List.of("a/", "a/b=2"))),
        Stack.one("a directory replaced by a file", List.of(List.of("a/b=1"), List.of("a=2"))),
        Stack.one("a file replaced by a link", List.of(List.of("a=1", "b=2"), List.of("a->b"))),
        Stack.one("a whiteout", List.of(List.of("a=1", "d/a=2"), List.of("d/.wh.a"))),
        Stack.one("a whiteout of a directory", List.of(List.of("d/e/a=1"), List.of(".wh.d"))),
        Stack.one(
            "a whiteout beside what its own layer puts there",
            List.of(List.of("d/a=1"), List.of("d/b=2", ".wh.d"))),
        Stack.one(
            "an opaque marker after its siblings",
            List.of(List.of("d/a=1", "d/b=2"), List.of("d/b=3", "d/.wh..wh..opq"))),
        Stack.one("an opaque root", List.of(List.of("a=1", "d/b=2"), List.of(".wh..wh..opq"))),
        Stack.one(
            "hidden and there again", List.of(List.of("a=1"), List.of(".wh.a"), List.of("a=2"))),
        Stack.one("hard links in a layer", List.of(List.of("a=1", "b=>a"), List.of("c=2"))),
        Stack.one("a hard link to a lower layer", List.of(List.of("a=1"), List.of("b=>a"))),
        Stack.one("whiteouts of nothing", List.of(List.of("a=1"), List.of(".wh.b", "c/.wh.d"))),
        Stack.one("a builder's file in a layer", List.of(List.of(".singularity.d/runscript=1"))),
        Stack.two("a duplicate", 1, List.of(List.of("a=1", "a=2"))),
        Stack.two("a duplicate that is no file any more", 0, List.of(List.of("a=1", "a/"))),
        Stack.two(
            "a directory that is a link in a lower layer",
            1,
            List.of(List.of("usr/lib/x=1", "lib->usr/lib"), List.of("lib/x=2"))),
        Stack.two(
            "a whiteout through a link",
            0,
            List.of(List.of("usr/lib/x=1", "lib->usr/lib"), List.of("lib/.wh.x"))),
        Stack.two(
            "a hard link to something hidden",
            1,
            List.of(List.of("a=1"), List.of("b=>a"), List.of(".wh.a"))),
        Stack.two(
            "a hard link to something replaced",
            2,
            List.of(List.of("a=1"), List.of("b=>a", "a=2"))),
        Stack.two(
            "a file of a layer that became a directory on the way of another",
            1,
            List.of(List.of("a=1", "a/b=2"))));
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void bothWaysGiveTheSameBytes(Stack stack) throws IOException {
    SketchedImage image = SketchedImage.of(stack.layers());
    Digest headersFirst = build(image, RootPartition.Way.HEADERS_FIRST).orElseThrow();
    image.opened();
    assertEquals(Optional.of(headersFirst), build(image, RootPartition.Way.FORETELLING));
    assertEquals(stack.layers().size() + stack.readAgain(), image.opened());
  }

  @Property(tries = 300)
  void bothWaysAgreeOnRandomStacks(@ForAll("randomStacks") List<List<String>> layers)
      throws IOException {
    folder = Files.createTempDirectory("ways");
    try {
      SketchedImage image = SketchedImage.of(layers);
      Optional<Digest> headersFirst = build(image, RootPartition.Way.HEADERS_FIRST);
      image.opened();
      assertEquals(headersFirst, build(image, RootPartition.Way.FORETELLING));
      Statistics.label("passes")
          .collect(headersFirst.isEmpty() ? "refused" : image.opened() > layers.size() ? 2 : 1)
          .coverage(
              coverage -> {
                coverage.check(1).percentage(share -> share > 20);
                coverage.check(2).percentage(share -> share > 5);
              });
    } finally {
      Files.deleteIfExists(folder.resolve("x.sif"));
      Files.delete(folder);
    }
  }

  @Provide
  Arbitrary<List<List<String>>> randomStacks() {
    Arbitrary<String> directories =
        Arbitraries.of("d", "e").list().ofMinSize(0).ofMaxSize(2).map(MergeWaysTest::joined);
    Arbitrary<String> names = Arbitraries.of("a", "b", "c", "d");
    Arbitrary<String> paths = Combinators.combine(directories, names).as(String::concat);
    Arbitrary<String> texts = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5);
    Arbitrary<String> files = Combinators.combine(paths, texts).as((p, text) -> p + "=" + text);
    Arbitrary<String> links = Combinators.combine(paths, paths).as((p, to) -> p + "->/" + to);
    Arbitrary<String> hardLinks = Combinators.combine(paths, paths).as((p, to) -> p + "=>" + to);
    Arbitrary<String> whiteouts =
        Combinators.combine(directories, Arbitraries.of(".wh.a", ".wh.d", ".wh..wh..opq"))
            .as(String::concat);
    return Arbitraries.frequencyOf(
            Tuple.of(24, files),
            Tuple.of(4, paths.map(path -> path + "/")),
            Tuple.of(2, links),
            Tuple.of(1, hardLinks),
            Tuple.of(5, whiteouts))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static String joined(List<String> names) {
    return names.isEmpty() ? "" : String.join("/", names) + "/";
  }

  /** Empty if the image is refused. */
  private Optional<Digest> build(SketchedImage image, RootPartition.Way way) throws IOException {
    try {
      return Optional.of(
          image.builder().withWay(way).withThreads(2).build(folder.resolve("x.sif")).digest());
    } catch (FailureException e) {
      return Optional.empty();
    }
  }
}
