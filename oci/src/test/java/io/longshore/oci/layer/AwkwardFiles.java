package io.longshore.oci.layer;

import static io.longshore.oci.layer.AwkwardStack.stack;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.oci.layer.TarBuilder.Header;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Stacks about what one file can be: types, names, owners, attributes, contents. */
final class AwkwardFiles {
  private static final int MANY = 10_000;
  private static final int BLOCK = 131_072;
  private static final byte[] CAPABILITY = {
    1, 0, 0, 2, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private AwkwardFiles() {}

  static Stream<AwkwardStack> all() {
    return Stream.of(
        stack(
            "devices keep their numbers",
            new TarBuilder()
                .directory("dev")
                .add(new Header("dev/null", '3').device(1, 3).mode(0666).modified(5))
                .add(new Header("dev/far", '3').device(4095, 1048575).mode(0600))
                .add(new Header("dev/loop", '4').device(7, 300).mode(0660).owner(0, 6))),
        stack(
            "a fifo",
            new TarBuilder().add(new Header("p", '6').mode(0622).owner(1, 2).modified(3))),
        stack(
            "set-user-id, set-group-id and sticky bits, and no permissions at all",
            new TarBuilder()
                .add(new Header("su", '0').mode(04755).owner(7, 8), bytes("x"))
                .add(new Header("sg", '0').mode(02711).owner(7, 8), bytes("x"))
                .add(new Header("all", '0').mode(07777).owner(7, 8), bytes("x"))
                .add(new Header("none", '0').mode(0).owner(7, 8), bytes("x"))
                .add(new Header("tmp", '5').mode(01777))
                .add(new Header("shared", '5').mode(02775).owner(0, 50))
                .add(new Header("shared/own", '5').mode(0755).owner(1, 1))
                .file("shared/f", "x")),
        stack(
            "owners above 65535",
            new TarBuilder()
                .add(new Header("d", '5').owner(100_000, 1_999_999))
                .pax(records("uid", "4294967294", "gid", "3000000000"))
                .file("d/largest", "x")
                .add(new Header("d/l", '2').linkTarget("f").owner(70_000, 70_001))),
        stack(
            "times before 1970, of fractions and after 2038",
            new TarBuilder()
                .pax(records("mtime", "1234567890.987654321"))
                .file("fraction", "x")
                .pax(records("mtime", "4102444800"))
                .file("late", "x")),
        stack(
            "names in no encoding, with control characters and with what shells read",
            new TarBuilder()
                .add(new Header("caf\u00e9".getBytes(ISO_8859_1), '0'))
                .add(new Header("caf\u00e9".getBytes(UTF_8), '0'))
                .add(new Header(new byte[] {(byte) 0xff, (byte) 0xfe, 1}, '5'))
                .file("two words", "1")
                .file("line\nfeed", "2")
                .file("back\\slash", "3")
                .file("$(quote)'\"`*?[a]", "4")
                .file("-n", "5")
                .add(
                    new Header("link", '2')
                        .text(157, 100, new byte[] {'x', (byte) 0xe9, '/', 'y', '/'}))),
        stack(
            "names of 255 bytes and targets of 4095",
            new TarBuilder()
                .pax(records("path", "n".repeat(255)))
                .file("x", "1")
                .pax(records("path", ("d".repeat(200) + "/").repeat(10) + "f"))
                .file("x", "2")
                .pax(records("linkpath", "t".repeat(4095)))
                .symbolicLink("l", "x")
                .pax(records("linkpath", "n".repeat(255), "path", "hard"))
                .hardLink("x", "y")),
        stack(
            "targets of links stay as they are written",
            new TarBuilder()
                .symbolicLink("a", "./b/../c//d/")
                .symbolicLink("up", "../../../etc")
                .symbolicLink("absolute", "//usr/./lib/")
                .symbolicLink("self", "self")),
        stack(
            "a link has the permissions of links",
            new TarBuilder().add(new Header("l", '2').linkTarget("x").mode(0600).owner(3, 4))),
        stack(
            "extended attributes, text and bytes",
            new TarBuilder()
                .pax(
                    attributes(
                        "security.capability",
                        CAPABILITY,
                        "user.note",
                        bytes("two words"),
                        "user.bytes",
                        new byte[] {0, '\n', '=', (byte) 0xff},
                        "trusted.x",
                        bytes("1")))
                .add(new Header("f", '0').mode(0755), bytes("x"))
                .pax(attributes("user.note", bytes("of a directory")))
                .directory("d")
                .pax(attributes("user.note", bytes("v".repeat(3000))))
                .file("long", "x")),
        stack(
            "a directory described again loses its extended attributes",
            new TarBuilder().pax(attributes("user.old", bytes("1"))).directory("d"),
            new TarBuilder().pax(attributes("user.new", bytes("2"))).directory("d")),
        stack(
            "empty layers between others",
            new TarBuilder().file("a", "1"),
            new TarBuilder(),
            new TarBuilder().file("b", "2")),
        stack("files of no bytes", new TarBuilder().file("a", "").file("b", "")),
        stack(
            "sizes around a block",
            new TarBuilder()
                .add(new Header("less", '0'), random(BLOCK - 1, 1))
                .add(new Header("block", '0'), random(BLOCK, 2))
                .add(new Header("more", '0'), random(BLOCK + 1, 3))
                .add(new Header("two", '0'), random(2 * BLOCK, 4))
                .add(new Header("small", '0'), random(100, 5))),
        stack(
            "equal files, and files that begin or end alike",
            new TarBuilder()
                .add(new Header("a", '0'), random(300_000, 6))
                .add(new Header("b", '0'), random(300_000, 6))
                .add(new Header("begins", '0'), Arrays.copyOf(random(300_000, 6), 299_999))
                .add(new Header("small", '0'), Arrays.copyOf(random(300_000, 6), 500)),
            new TarBuilder().add(new Header("c", '0').mode(0600), random(300_000, 6))),
        stack(
            "zeros at the beginning, in the middle and at the end",
            new TarBuilder()
                .add(new Header("all", '0'), new byte[3 * BLOCK])
                .add(new Header("odd", '0'), new byte[3 * BLOCK + 1])
                .add(new Header("few", '0'), new byte[10])
                .add(new Header("holes", '0'), withHoles())),
        stack("a directory of 10,000 names", many()),
        stack("directories that lie deep", new TarBuilder().file("d/".repeat(40) + "f", "x")));
  }

  private static TarBuilder many() {
    TarBuilder tar = new TarBuilder().directory("many");
    for (int i = 0; i < MANY; i++) {
      tar.file("many/name-" + i * 7919L % MANY, i % 5 == 0 ? "" : "content " + i % 100);
    }
    return tar;
  }

  private static byte[] withHoles() {
    byte[] content = new byte[5 * BLOCK];
    System.arraycopy(random(BLOCK, 7), 0, content, BLOCK, BLOCK);
    System.arraycopy(random(10, 8), 0, content, 3 * BLOCK + 77, 10);
    return content;
  }

  private static byte[] random(int size, long seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static SequencedMap<String, byte[]> records(String... keysAndValues) {
    SequencedMap<String, byte[]> records = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      records.put(keysAndValues[i], bytes(keysAndValues[i + 1]));
    }
    return records;
  }

  private static SequencedMap<String, byte[]> attributes(Object... namesAndValues) {
    SequencedMap<String, byte[]> records = new LinkedHashMap<>();
    List<Object> list = List.of(namesAndValues);
    for (int i = 0; i < list.size(); i += 2) {
      records.put("SCHILY.xattr." + list.get(i), (byte[]) list.get(i + 1));
    }
    return records;
  }
}
