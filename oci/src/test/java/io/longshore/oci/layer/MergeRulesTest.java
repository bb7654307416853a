package io.longshore.oci.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MergeRulesTest {
  record Case(String outcome, List<List<String>> layers, List<String> tree) {
    @Override
    public String toString() {
      return outcome;
    }
  }

  record Refusal(String outcome, List<List<String>> layers, String problem) {
    @Override
    public String toString() {
      return outcome;
    }
  }

  private static List<String> layer(String... entries) {
    return List.of(entries);
  }

  private static Case merged(String outcome, List<String> tree, List<List<String>> layers) {
    return new Case(outcome, layers, tree);
  }

  static Stream<Case> whiteouts() {
    return Stream.of(
        merged(
            "a whiteout removes a file of a lower layer",
            layer("d/", "d/b=2"),
            List.of(layer("d/", "d/a=1", "d/b=2"), layer("d/.wh.a"))),
        merged(
            "a whiteout removes a directory with all below it",
            layer("e/"),
            List.of(layer("d/", "d/a=1", "d/s/", "d/s/b=2", "e/"), layer(".wh.d"))),
        merged(
            "a whiteout removes a symbolic link and not what it leads to",
            layer("d/", "d/a=1"),
            List.of(layer("d/", "d/a=1", "l->d"), layer(".wh.l"))),
        merged(
            "a whiteout leaves a file of its own layer, before it or after it",
            layer("a=new", "b=new"),
            List.of(layer("a=old", "b=old"), layer("a=new", ".wh.a", ".wh.b", "b=new"))),
        merged(
            "a whiteout removes a lower directory below one that its layer has written to",
            layer("d/", "d/new=1"),
            List.of(layer("d/", "d/old=1", "d/s/", "d/s/x=1"), layer("d/new=1", ".wh.d"))),
        merged(
            "a whiteout of nothing does nothing",
            layer("a=1"),
            List.of(layer("a=1"), layer(".wh.b", "x/.wh.y", "a/.wh.z"))),
        merged(
            "a whiteout of the lowest layer does nothing",
            layer("a=1"),
            List.of(layer(".wh.a", "a=1"))),
        merged(
            "a whiteout acts through a symbolic link on the way",
            layer("lib->usr/lib", "usr/", "usr/lib/"),
            List.of(layer("usr/", "usr/lib/", "usr/lib/x=1", "lib->usr/lib"), layer("lib/.wh.x"))),
        merged(
            "a file removed in one layer comes back in a higher one",
            layer("a=3"),
            List.of(layer("a=1"), layer(".wh.a"), layer("a=3"))),
        merged(
            "a whiteout of one name of a hard link leaves the other",
            layer("b=1"),
            List.of(layer("a=1", "b=>a"), layer(".wh.a"))),
        merged(
            "a whiteout may hide a name that looks like a whiteout's prefix",
            layer(),
            List.of(layer(".wha=1"), layer(".wh..wha"))),
        merged(
            "an opaque directory loses what lower layers have in it",
            layer("d/", "d/new=1"),
            List.of(
                layer("d/", "d/old=1", "d/s/", "d/s/x=1"),
                layer("d/", "d/.wh..wh..opq", "d/new=1"))),
        merged(
            "an opaque marker after its siblings does not touch them",
            layer("d/", "d/new=1", "d/s/", "d/s/new=1"),
            List.of(
                layer("d/", "d/old=1", "d/s/", "d/s/old=1"),
                layer("d/", "d/new=1", "d/s/new=1", "d/.wh..wh..opq"))),
        merged(
            "an opaque root loses all lower layers",
            layer("b=2"),
            List.of(layer("a=1", "d/", "d/x=1"), layer("b=2", ".wh..wh..opq"))),
        merged(
            "an opaque marker in a directory that is not there makes none",
            layer("a=1"),
            List.of(layer("a=1"), layer("d/.wh..wh..opq"))),
        merged(
            "an opaque marker does not reach the layer above",
            layer("d/", "d/a=3"),
            List.of(layer("d/", "d/x=1"), layer("d/.wh..wh..opq"), layer("d/a=3"))),
        merged(
            "the notes of AUFS are left out",
            layer("a=1"),
            List.of(layer("a=1", ".wh..wh.aufs=x", ".wh..wh.orph/", "d/.wh..wh.foo=x"))),
        merged(
            "hard links to files that AUFS kept aside share them",
            layer("a=kept", "b=>a"),
            List.of(
                layer(
                    ".wh..wh.plnk/",
                    ".wh..wh.plnk/12.34=kept",
                    "a=>.wh..wh.plnk/12.34",
                    "b=>.wh..wh.plnk/12.34"))));
  }

  static Stream<Case> replacements() {
    return Stream.of(
        merged("a file over a file replaces it", layer("a=2"), List.of(layer("a=1"), layer("a=2"))),
        merged(
            "the last of two entries with one path counts",
            layer("a=2"),
            List.of(layer("a=1", "a=2"))),
        merged(
            "a file over a directory removes all below it",
            layer("d=1"),
            List.of(layer("d/", "d/a=1"), layer("d=1"))),
        merged(
            "a directory over a file replaces it",
            layer("f/", "f/a=1"),
            List.of(layer("f=1"), layer("f/", "f/a=1"))),
        merged(
            "a directory over a directory keeps what is in it",
            layer("d/", "d/a=1", "d/b=2"),
            List.of(layer("d/", "d/a=1"), layer("d/", "d/b=2"))),
        merged(
            "a directory over a symbolic link to a directory replaces the link",
            layer("lib/", "lib/x=1", "usr/", "usr/lib/", "usr/lib/y=1"),
            List.of(
                layer("usr/", "usr/lib/", "usr/lib/y=1", "lib->usr/lib"),
                layer("lib/", "lib/x=1"))),
        merged(
            "a symbolic link over a directory removes all below it",
            layer("d->e", "e/"),
            List.of(layer("d/", "d/a=1", "e/"), layer("d->e"))),
        merged(
            "a file where an entry needs a directory is replaced by one",
            layer("f/", "f/a=1"),
            List.of(layer("f=1"), layer("f/a=1"))),
        merged(
            "missing directories on the way are made",
            layer("a/", "a/b/", "a/b/c=1"),
            List.of(layer("a/b/c=1"))));
  }

  static Stream<Case> links() {
    return Stream.of(
        merged(
            "an entry below a symbolic link lands where the link leads",
            layer("lib->usr/lib", "usr/", "usr/lib/", "usr/lib/x=1"),
            List.of(layer("usr/", "usr/lib/", "lib->usr/lib"), layer("lib/x=1"))),
        merged(
            "an absolute symbolic link starts at the root of the image",
            layer("a/", "a/l->/b", "b/", "b/x=1"),
            List.of(layer("a/", "a/l->/b", "b/"), layer("a/l/x=1"))),
        merged(
            "a symbolic link cannot lead above the root",
            layer("etc/", "etc/x=1", "l->../../../etc"),
            List.of(layer("l->../../../etc", "etc/"), layer("l/x=1"))),
        merged(
            "links lead through links, relative to where they are",
            layer("a/", "a/b/", "a/b/l->../c", "a/c/", "a/c/x=1", "m->a/b/l"),
            List.of(layer("a/b/", "a/c/", "a/b/l->../c", "m->a/b/l"), layer("m/x=1"))),
        merged(
            "an entry below a dangling link makes the directory it leads to",
            layer("l->n/m", "n/", "n/m/", "n/m/x=1"),
            List.of(layer("l->n/m", "l/x=1"))),
        merged("a hard link is a second name", layer("a=1", "b=>a"), List.of(layer("a=1", "b=>a"))),
        merged(
            "a hard link reaches into lower layers",
            layer("a=1", "b=>a"),
            List.of(layer("a=1"), layer("b=>a"))),
        merged(
            "a hard link keeps the old file when its target is replaced",
            layer("a=2", "b=1"),
            List.of(layer("a=1", "b=>a"), layer("a=2"))),
        merged(
            "a hard link keeps the old file when its target is replaced in the same layer",
            layer("a=2", "b=1"),
            List.of(layer("a=1", "b=>a", "a=2"))),
        merged(
            "a hard link to a file that a later whiteout of the layer hides keeps it",
            layer("b=1"),
            List.of(layer("a=1"), layer("b=>a", ".wh.a"))),
        merged(
            "a hard link over a directory removes all below it",
            layer("a=1", "d=>a"),
            List.of(layer("a=1", "d/", "d/x=1"), layer("d=>a"))),
        merged(
            "the directory of a hard link's target is looked up through links",
            layer("d/", "d/a=1", "l->d", "x=>d/a"),
            List.of(layer("d/", "d/a=1", "l->d", "x=>/l/a"))),
        merged(
            "a hard link to a symbolic link is a second name of the link",
            layer("l->a", "m=>l"),
            List.of(layer("l->a", "m=>l"))),
        merged(
            "hard links to hard links all name one file",
            layer("a=1", "b=>a", "c=>a"),
            List.of(layer("a=1"), layer("b=>a"), layer("c=>b"))));
  }

  static Stream<Case> names() {
    return Stream.of(
        merged(
            "leading dots and slashes mean nothing",
            layer("a=1", "b=2", "c=3", "d/"),
            List.of(layer("./", "./a=1", "/b=2", "//./c=3", "d//"))),
        merged(
            "names that lead upwards stay inside",
            layer("etc/", "etc/passwd=1", "x=1"),
            List.of(layer("../../etc/passwd=1", "a/../x=1"))),
        merged(
            "names are sorted as unsigned bytes",
            layer("A=", "a/", "a/x=", "a-b=", "a.c=", "aa=", "é="),
            List.of(layer("é=", "aa=", "a/x=", "a.c=", "a-b=", "A="))));
  }

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal("a hard link to a missing file", List.of(layer("b=>a")), "which is not there"),
        new Refusal(
            "a hard link to a hidden file",
            List.of(layer("a=1"), layer(".wh.a"), layer("b=>a")),
            "which is not there"),
        new Refusal("a hard link to itself", List.of(layer("a=1", "a=>a")), "which is not there"),
        new Refusal(
            "a hard link to a directory", List.of(layer("d/", "e=>d")), "to a directory, /d"),
        new Refusal("a hard link to the root", List.of(layer("e=>/")), "to a directory, /"),
        new Refusal(
            "a path through a circle of links",
            List.of(layer("a->b", "b->a", "a/x=1")),
            "a circle of them"),
        new Refusal("a file as root", List.of(layer("./=x")), "make the root no directory"),
        new Refusal("a whiteout of nothing", List.of(layer("d/.wh.=")), "hides no possible name"),
        new Refusal(
            "a whiteout of the directory itself",
            List.of(layer("d/.wh..=")),
            "hides no possible name"),
        new Refusal(
            "a whiteout of the directory above",
            List.of(layer("d/.wh...=")),
            "hides no possible name"),
        new Refusal(
            "an entry inside of a whiteout",
            List.of(layer(".wh.d/x=1")),
            "which is inside of a whiteout"));
  }

  @ParameterizedTest
  @MethodSource({"whiteouts", "replacements", "links", "names"})
  void merges(Case merged) throws IOException {
    InMemoryBlobs blobs = new InMemoryBlobs();
    assertEquals(merged.tree(), Sketch.of(Sketch.merge(blobs, merged.layers()), blobs));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refuses(Refusal refusal) {
    InMemoryBlobs blobs = new InMemoryBlobs();
    FailureException failure =
        assertThrows(FailureException.class, () -> Sketch.merge(blobs, refusal.layers()));
    assertEquals(FailureKind.MALFORMED, failure.kind());
    assertTrue(failure.subject().startsWith("layer sha256:"), failure.subject());
    assertTrue(failure.problem().contains(refusal.problem()), failure.problem());
  }
}
