package io.longshore.image.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.squashfs.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ImageComparisonTest {
  private static final List<String> OF_BUILDERS =
      List.of(
          "/.singularity.d/runscript=exec",
          "/.singularity.d/env/10-docker.sh=export",
          "/.exec->.singularity.d/actions/exec",
          "/.run->.singularity.d/actions/run",
          "/environment->.singularity.d/env/90-environment.sh",
          "/singularity=an older one",
          "/etc/hosts=127.0.0.1",
          "/etc/resolv.conf=",
          "/dev/",
          "/home/",
          "/proc/",
          "/root/",
          "/sys/",
          "/tmp/",
          "/var/tmp/");

  @Test
  void whatOnlyOneHasAndWhatDiffersIsTold() {
    ImageComparison found =
        compare(
            List.of("/opt/a=1", "/opt/b=1", "/opt/c->a", "/opt/old/x=1"),
            List.of("/opt/a=1", "/opt/b=2", "/opt/c->b", "/opt/new=1"));

    assertEquals(
        List.of("/opt/b", "/opt/c", "/opt/new", "/opt/old"),
        found.first().stream().map(Difference::place).toList());
    assertEquals(4, found.total());
    assertEquals(1, found.onlyFirst());
    assertEquals(1, found.onlySecond());
    assertEquals(Map.of("content", 1L, "presence", 2L, "target", 1L), found.aspects());
    assertFalse(found.equal());
  }

  @Test
  void noMoreAreKeptThanAskedForAndAllAreCounted() {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      files.add("/f" + i + "=1");
    }
    ImageComparison found =
        ImageComparison.of(
            SketchedTree.of(files).image(), SketchedTree.of(List.of()).image(), Set.of(), 7);

    assertEquals(7, found.first().size());
    assertEquals(100, found.total());
    assertEquals(100, found.onlyFirst());
  }

  @Test
  void aFolderInPlaceOfABuildersFileIsTheImages() {
    assertFalse(compare(List.of("/environment/x=1"), List.of("/environment->y")).equal());
    assertFalse(compare(List.of("/singularity/x=1"), List.of()).equal());
  }

  @Test
  void aMountPointWithSomethingInItIsTheImages() {
    ImageComparison found = compare(List.of("/home/user/x=1"), List.of("/opt/"));

    assertEquals(List.of("/home", "/opt"), found.first().stream().map(Difference::place).toList());
    assertEquals(Set.of(), found.leftOut());
  }

  @Test
  void directoriesOfARecipeAreLeftOutWhereEitherImageTells() {
    SketchedTree with = SketchedTree.of(List.of("/opt/a=1", "/ihome/", "/mnt/deep/er/"));
    SketchedTree without = SketchedTree.of(List.of("/opt/a=1"));

    ImageComparison told =
        ImageComparison.of(with.image(), without.image("/ihome", "/mnt/deep/er"), Set.of(), 10);
    assertTrue(told.equal(), told::toString);
    assertEquals(Set.of("/ihome", "/mnt"), told.leftOut());
    assertEquals(2, ImageComparison.of(with.image(), without.image(), Set.of(), 10).total());
  }

  @Test
  void theAttributesOfTheRootAreLeftOut() {
    SketchedTree narrow = SketchedTree.of(new Attributes(0555, 1, 2, 3), List.of("/a=1"));

    assertTrue(
        ImageComparison.of(narrow.image(), SketchedTree.of(List.of("/a=1")).image(), Set.of(), 10)
            .equal());
  }

  @Property(tries = 300)
  void whatBuildersPutThereNeverShows(
      @ForAll("entries") Set<String> first,
      @ForAll("entries") Set<String> second,
      @ForAll("ofBuilders") Set<String> added) {
    ImageComparison plain = compare(first, second);
    Set<String> more = new TreeSet<>(first);
    more.addAll(added);

    ImageComparison found = compare(more, second);

    assertEquals(plain.first(), found.first());
    assertEquals(first.equals(second), found.equal());
  }

  @Provide
  Arbitrary<Set<String>> entries() {
    return Arbitraries.of("/a=1", "/a->b", "/b/c=1", "/b/d=2", "/b/d=3", "/opt/e/f=1", "/usr/")
        .set()
        .map(ImageComparisonTest::oneOfEachName);
  }

  @Provide
  Arbitrary<Set<String>> ofBuilders() {
    return Arbitraries.of(OF_BUILDERS).set();
  }

  private static Set<String> oneOfEachName(Set<String> entries) {
    Map<String, String> byName = new TreeMap<>();
    entries.forEach(entry -> byName.put(entry.replaceAll("(->|=).*", ""), entry));
    return new TreeSet<>(byName.values());
  }

  private static ImageComparison compare(Iterable<String> first, Iterable<String> second) {
    return ImageComparison.of(
        SketchedTree.of(first).image(), SketchedTree.of(second).image(), Set.of(), 100);
  }
}
