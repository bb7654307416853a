package io.longshore.oci.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.ExtendedAttributes;
import io.longshore.oci.layer.entry.FileName;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;
import io.longshore.oci.tree.LayerStack;
import io.longshore.oci.tree.LinkBudget;
import io.longshore.oci.tree.PathResolution;
import io.longshore.oci.tree.UppermostLayers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small input that used to be a lot of work. Steps are counted, at two sizes. */
class CheapBombsTest {
  private static final Layer LAYER =
      new Layer(
          new Descriptor("application/x-tar", Digest.of(new byte[0]), 0), Digest.of(new byte[0]));

  private static FilePath path(String text) {
    return FilePath.parse(text);
  }

  private static LayerEntry link(String path, String target) {
    return new LayerEntry.SymbolicLink(
        path(path), Attributes.DIRECTORY_DEFAULT, 0, target.getBytes(StandardCharsets.UTF_8));
  }

  private static LayerEntry file(String path) {
    return new LayerEntry.RegularFile(path(path), Attributes.DIRECTORY_DEFAULT, 0, 0);
  }

  /**
   * A chain of links, each with a target of so many bytes that leads to the next.
   *
   * @return bytes of link targets read to place {@code files} files through it
   */
  private static long linkBytesRead(int links, int targetBytes, int files) throws FailureException {
    LayerStack stack = new LayerStack(LayerLimits.DEFAULT);
    stack.beginLayer(LAYER);
    int ordinal = 0;
    for (int i = 0; i < links; i++) {
      String next = "l" + (i + 1);
      String target = "./".repeat((targetBytes - next.length()) / 2) + next;
      stack.add(link("l" + i, target), ordinal++);
    }
    try {
      for (int i = 0; i < files; i++) {
        stack.add(file("l0/f" + i), ordinal++);
      }
      return stack.linkBytesRead();
    } catch (FailureException e) {
      assertTrue(
          stack.linkBytesRead() <= LinkBudget.BYTES_AT_FIRST + 1024L * (links + files),
          "" + stack.linkBytesRead());
      throw e;
    }
  }

  @Test
  void aFewLinksOnTheWayCostTheirTextForEachFile() throws FailureException {
    assertEquals(2000 * 3 * 300, linkBytesRead(3, 300, 2000));
    assertEquals(4000 * 3 * 300, linkBytesRead(3, 300, 4000));
  }

  @Test
  void manyShortLinksAreFollowed() throws FailureException {
    linkBytesRead(PathResolution.MAXIMUM_LINKS, 10, 100);
  }

  @Test
  void aPathThroughMoreTextThanLinuxReadsIsRefused() {
    FailureException failure =
        assertThrows(FailureException.class, () -> linkBytesRead(255, 4000, 1));
    assertEquals(FailureKind.MALFORMED, failure.kind());
    assertTrue(failure.problem().contains("163840 bytes in all"), failure::problem);
  }

  @ParameterizedTest
  @ValueSource(ints = {2_000, 200_000})
  void whatAllPathsTogetherMayReadGrowsWithTheirNumber(int files) {
    FailureException failure =
        assertThrows(FailureException.class, () -> linkBytesRead(40, 4000, files));
    assertTrue(failure.problem().contains("of this many files"), failure::problem);
  }

  /** Slots looked at for so many hashes whose halves are equal: the exclusive or of them is 0. */
  private static long probes(int hashes) {
    UppermostLayers layers = new UppermostLayers(0x1234_5678_9abc_def0L);
    for (long i = 0; i < hashes; i++) {
      layers.put(i << 32 | i, 1);
    }
    for (long i = 0; i < hashes; i++) {
      assertEquals(1, layers.get(i << 32 | i));
    }
    return layers.probes();
  }

  @Test
  void hashesMadeToMeetDoNotMeet() {
    assertTrue(probes(20_000) < 20_000 * 10, () -> "" + probes(20_000));
    assertTrue(probes(40_000) < 40_000 * 10, () -> "" + probes(40_000));
  }

  /** Names of one {@link String#hashCode}, and of one {@link FileName#hashCode}. */
  private static List<String> namesWithOneHash(int number) {
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                IntStream.range(0, 12)
                    .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                    .reduce("", String::concat))
        .toList();
  }

  static Stream<List<? extends Comparable<?>>> keysWithOneHash() {
    List<String> names = namesWithOneHash(64);
    assertEquals(1, names.stream().map(String::hashCode).distinct().count());
    List<ExtendedAttributes> sets =
        names.stream()
            .map(
                name ->
                    ExtendedAttributes.of(
                        Map.of("user.a", name.getBytes(StandardCharsets.US_ASCII))))
            .toList();
    return Stream.of(
        names.stream().map(CheapBombsTest::path).toList(),
        names.stream().map(name -> path("a/" + name)).toList(),
        sets,
        sets.stream().map(set -> new Attributes(0644, 0, 0, set)).toList(),
        // 31 times the user and the group: equal for owners on one line.
        IntStream.range(0, 64).mapToObj(i -> new Attributes(0644, i, 31L * (100 - i))).toList(),
        names.stream().map(name -> new Descriptor(name, Digest.of(new byte[0]), 1)).toList());
  }

  @ParameterizedTest
  @MethodSource("keysWithOneHash")
  <T extends Comparable<T>> void keysWithOneHashAreToldApartByTheirOrder(List<T> keys) {
    assertEquals(1, keys.stream().map(Object::hashCode).distinct().count(), keys::toString);
    // What java.util.HashMap asks of a class before it compares keys that have one hash.
    assertTrue(
        Stream.of(keys.getFirst().getClass().getGenericInterfaces())
            .anyMatch(
                type ->
                    type.getTypeName()
                        .equals(
                            "java.lang.Comparable<" + keys.getFirst().getClass().getName() + ">")));
    List<T> sorted = new ArrayList<>(keys);
    Collections.sort(sorted);
    for (int i = 0; i < sorted.size(); i++) {
      for (int j = 0; j < sorted.size(); j++) {
        assertEquals(Integer.compare(i, j), Integer.signum(sorted.get(i).compareTo(sorted.get(j))));
      }
    }
  }
}
