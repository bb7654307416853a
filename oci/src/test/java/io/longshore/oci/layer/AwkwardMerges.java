package io.longshore.oci.layer;

import static io.longshore.oci.layer.AwkwardStack.sketched;
import static io.longshore.oci.layer.AwkwardStack.stack;

import io.longshore.oci.layer.TarBuilder.Header;
import java.util.List;
import java.util.stream.Stream;

/** Stacks about what entries do to others, below them and beside them. */
final class AwkwardMerges {
  private AwkwardMerges() {}

  static Stream<AwkwardStack> all() {
    return Stream.of(whiteouts(), replacements(), duplicates(), links(), hardLinks())
        .flatMap(stacks -> stacks);
  }

  static Stream<AwkwardStack> refused() {
    return Stream.of(
        sketched("a hard link to nothing", layer("h=>a")),
        sketched("a hard link to what is hidden", layer("a=1"), layer(".wh.a"), layer("h=>a")),
        sketched(
            "a hard link into what an opaque marker has emptied",
            layer("d/", "d/a=1"),
            layer("d/.wh..wh..opq", "h=>d/a")),
        sketched("a hard link to a directory", layer("d/", "h=>d")),
        sketched("a hard link to itself", layer("a=1", "a=>a")),
        sketched("a path through a circle of links", layer("a->b", "b->a", "a/x=1")));
  }

  private static List<String> layer(String... entries) {
    return List.of(entries);
  }

  private static Stream<AwkwardStack> whiteouts() {
    return Stream.of(
        sketched(
            "whiteouts of a file, a directory and a link",
            layer("d/", "d/a=1", "d/b=2", "e/", "e/f/", "e/f/x=1", "l->d", "k=3"),
            layer("d/.wh.a", ".wh.e", ".wh.l")),
        sketched(
            "whiteouts do not touch their own layer, before or after them",
            layer("a=old", "b=old", "d/", "d/x=1", "d/y=1"),
            layer("a=new", ".wh.a", ".wh.b", "b=new", "d/x=2", ".wh.d")),
        sketched(
            "an opaque marker before what its layer has there",
            layer("d/", "d/old=1", "d/s/", "d/s/old=1"),
            layer("d/", "d/.wh..wh..opq", "d/new=1", "d/s/", "d/s/new=1")),
        sketched(
            "an opaque marker after what its layer has there",
            layer("d/", "d/old=1", "d/s/", "d/s/old=1"),
            layer("d/", "d/new=1", "d/s/", "d/s/new=1", "d/.wh..wh..opq")),
        sketched(
            "an opaque root",
            layer("a=1", "d/", "d/x=1", "usr/", "usr/lib/"),
            layer("b=2", "usr/", "usr/bin/", ".wh..wh..opq")),
        sketched(
            "a whiteout through a link, and one of the link",
            layer("usr/", "usr/lib/", "usr/lib/x=1", "usr/lib/y=1", "lib->usr/lib", "l64->usr/lib"),
            layer("lib/.wh.x", ".wh.l64")),
        sketched(
            "what was hidden comes back",
            layer("a=1", "d/", "d/x=1"),
            layer(".wh.a", ".wh.d"),
            layer("a=3", "d/", "d/y=3")),
        sketched("a whiteout of nothing", layer("a=1"), layer(".wh.b", "a2=2")),
        stack(
            "a whiteout of a directory that its own layer describes again",
            new TarBuilder()
                .add(new Header("d", '5').mode(0700).owner(1, 1).modified(9))
                .file("d/x", "1"),
            new TarBuilder()
                .file(".wh.d", "")
                .add(new Header("d", '5').mode(0755).owner(2, 2).modified(7))
                .file("d/y", "2")
                .add(new Header("d", '5').mode(0750).owner(3, 3).modified(8))));
  }

  private static Stream<AwkwardStack> replacements() {
    return Stream.of(
        sketched(
            "a file replaces a directory, and a directory the file",
            layer("d/", "d/x=1"),
            layer("d=file"),
            layer("d/", "d/y=3")),
        sketched(
            "a directory becomes a link and is written through",
            layer("bin/", "bin/a=1", "usr/", "usr/bin/", "usr/bin/b=1"),
            layer(".wh.bin", "bin->usr/bin"),
            layer("bin/c=3", "bin/.wh.b")),
        sketched(
            "a link replaces a directory without a whiteout",
            layer("d/", "d/x=1", "e/"),
            layer("d->e", "d/y=2")),
        sketched(
            "a directory replaces a link",
            layer("usr/", "usr/lib/", "usr/lib/y=1", "lib->usr/lib"),
            layer("lib/", "lib/x=2")),
        sketched(
            "parents that are links, as Debian has them",
            layer("usr/", "usr/bin/", "usr/lib/", "bin->usr/bin", "lib->usr/lib", "run/", "var/"),
            layer("bin/sh=1", "lib/libc.so=1", "var/run->/run"),
            layer("var/run/pid=1", "bin/sh=2", "lib/x/libx.so=1")),
        sketched("a file where an entry needs a directory", layer("f=1"), layer("f/a=2")),
        sketched(
            "directories that no layer describes", layer("a/b/c=1"), layer("a/b/d=2", "x/.wh.y")),
        stack(
            "files keep the attributes of their last entry",
            new TarBuilder().add(new Header("f", '0').mode(04755).owner(1, 2).modified(3)),
            new TarBuilder().add(new Header("f", '0').mode(0600).owner(4, 5).modified(6))));
  }

  private static Stream<AwkwardStack> duplicates() {
    return Stream.of(
        sketched("the last of two files", layer("a=1", "a=2", "b=1", "c=1", "b=22")),
        sketched(
            "the last of entries of several types",
            layer("a=1", "a->b", "b/", "b/x=1", "b=file", "c->a", "c/", "c/y=1", "d=1", "d/")),
        stack(
            "a directory twice, with files between",
            new TarBuilder()
                .add(new Header("d", '5').mode(0700).modified(1))
                .file("d/x", "1")
                .add(new Header("d", '5').mode(0755).owner(2, 3).modified(4))
                .file("d/y", "2")),
        sketched(
            "a file written twice that has a second name",
            layer("a=1", "h=>a", "a=2", "i=>a"),
            layer("a=3")));
  }

  private static Stream<AwkwardStack> links() {
    return Stream.of(
        sketched(
            "links through links, relative and absolute",
            layer("a/", "a/b/", "a/c/", "a/b/l->../c", "m->/a/b/l", "n->m"),
            layer("n/x=1", "m/y=2")),
        sketched("a link that leads nowhere is written through", layer("l->n/m"), layer("l/x=1")),
        sketched("links above the root", layer("etc/", "l->../../../etc"), layer("l/x=1")));
  }

  private static Stream<AwkwardStack> hardLinks() {
    return Stream.of(
        sketched("to a lower layer", layer("a=1", "b=2"), layer("h=>a", "d/", "d/h=>a")),
        sketched(
            "of what is hidden afterwards", layer("a=1", "h=>a"), layer(".wh.a"), layer("x=3")),
        sketched(
            "of what is hidden by the same layer", layer("a=1"), layer("h=>a", ".wh.a", "i=>h")),
        sketched(
            "of what is replaced later", layer("a=1", "h=>a"), layer("a=2"), layer("i=>a", "h=4")),
        sketched("to a link", layer("l->x", "h=>l", "x=1"), layer("i=>h")),
        sketched("through a link", layer("d/", "d/a=1", "l->d"), layer("h=>l/a", "k=>/l/a")),
        sketched("over a directory", layer("a=1", "d/", "d/x=1"), layer("d=>a")),
        stack(
            "of devices and fifos",
            new TarBuilder()
                .add(new Header("p", '6').mode(0600).owner(1, 1))
                .add(new Header("c", '3').device(1, 3).mode(0666))
                .hardLink("p2", "p")
                .hardLink("c2", "c")),
        stack(
            "have the attributes of what they link to",
            new TarBuilder().add(new Header("a", '0').mode(0640).owner(1, 2).modified(3)),
            new TarBuilder()
                .add(new Header("h", '1').linkTarget("a").mode(0777).owner(9, 9).modified(9))));
  }
}
