package io.longshore.oci.layer.tar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.layer.EntriesOf;
import io.longshore.oci.layer.InMemoryBlobs;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layer.LayerReader;
import io.longshore.oci.layer.TarBuilder;
import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;
import io.longshore.oci.layer.entry.LayerEntry.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static TarBuilder pax(String... keysAndValues) {
    return pax(new TarBuilder(), keysAndValues);
  }

  private static TarBuilder pax(TarBuilder tar, String... keysAndValues) {
    SequencedMap<String, byte[]> records = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      records.put(keysAndValues[i], ascii(keysAndValues[i + 1]));
    }
    return tar.pax(records);
  }

  private static RegularFile file(TarBuilder tar) throws IOException {
    return (RegularFile) EntriesOf.only(tar.build());
  }

  private static TarBuilder.Header regular(String name) {
    return new TarBuilder.Header(name, '0');
  }

  @Test
  void paxRecordsGoBeforeTheHeader() throws IOException {
    RegularFile file =
        file(
            pax("path", "p", "uid", "5000000", "gid", "6000000", "mtime", "7.999", "size", "3")
                .add(regular("ignored"))
                .data(ascii("abc")));
    assertEquals(
        new RegularFile(FilePath.parse("p"), new Attributes(0644, 5000000, 6000000), 7, 3), file);
  }

  @Test
  void anEmptyPaxRecordIsAsNone() throws IOException {
    RegularFile file = file(pax("path", "", "uid", "").add(regular("f").owner(8, 9)));
    assertEquals(new RegularFile(FilePath.parse("f"), new Attributes(0644, 8, 9), 0, 0), file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-0.5", "-0.000000001", "-1.0"})
  void fractionsOfTimesAreRoundedDown(String time) throws IOException {
    assertEquals(-1, file(pax("mtime", time).add(regular("f"))).modified());
  }

  @Test
  void paxRecordsHoldForOneEntryOnly() throws IOException {
    byte[] tar = pax("uid", "77").add(regular("a")).add(regular("b")).build();
    assertEquals(0, ((RegularFile) EntriesOf.archive(tar).get(1).entry()).attributes().uid());
  }

  @Test
  void globalPaxRecordsAreSkipped() throws IOException {
    SequencedMap<String, byte[]> records = new LinkedHashMap<>();
    records.put("uid", ascii("77"));
    assertEquals(
        0, file(new TarBuilder().extended('g', records).add(regular("f"))).attributes().uid());
  }

  @Test
  void bytesInPaxRecordsStayAsTheyAre() throws IOException {
    RegularFile file =
        file(pax("path", "d/\u00ff\n=", "SCHILY.xattr.user.a=b", "\0\u0080\n").add(regular("x")));
    assertArrayEquals(ascii("d/\u00ff\n="), file.path().toBytes());
    assertEquals("/d/\\xff\\x0a=", file.path().toString());
  }

  @Test
  void gnuLongNamesEndAtTheirNul() throws IOException {
    byte[] tar =
        new TarBuilder()
            .add(new TarBuilder.Header("././@LongLink", 'L'), ascii("long\0rest"))
            .add(new TarBuilder.Header("././@LongLink", 'K'), ascii("target\0"))
            .add(new TarBuilder.Header("short", '2').linkTarget("other"))
            .build();
    LayerEntry.SymbolicLink link = (LayerEntry.SymbolicLink) EntriesOf.only(tar);
    assertEquals(FilePath.parse("long"), link.path());
    assertArrayEquals(ascii("target"), link.target());
  }

  @Test
  void theNamePrefixThatOldGoWroteIntoGnuHeadersIsRead() throws IOException {
    TarBuilder.Header header = regular("name").text(257, 8, ascii("ustar  \0"));
    header.text(345, 155, ascii("some/directory"));
    assertEquals(FilePath.parse("some/directory/name"), file(new TarBuilder().add(header)).path());
  }

  @Test
  void theTimesInGnuHeadersAreNoNamePrefix() throws IOException {
    TarBuilder.Header header = regular("name").text(257, 8, ascii("ustar  \0"));
    header.octal(345, 12, 1234567890).octal(357, 12, 1234567890);
    assertEquals(FilePath.parse("name"), file(new TarBuilder().add(header)).path());
  }

  @Test
  void numbersMayStandBetweenSpaces() throws IOException {
    TarBuilder.Header header = regular("f").text(108, 8, ascii("   17 \0 "));
    assertEquals(15, file(new TarBuilder().add(header)).attributes().uid());
  }

  @Test
  void aSignedChecksumIsAccepted() throws IOException {
    byte[] block = new TarBuilder.Header(new byte[] {'f', (byte) 0xe9}, '0').sealed();
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b;
    }
    System.arraycopy(ascii(String.format("%06o\0 ", sum)), 0, block, 148, 8);
    assertEquals("/f\\xe9", file(new TarBuilder().raw(block)).path().toString());
  }

  @Test
  void contiguousFilesAreRegularFiles() throws IOException {
    byte[] tar = new TarBuilder().add(new TarBuilder.Header("f", '7'), ascii("abc")).build();
    assertArrayEquals(ascii("abc"), EntriesOf.archive(tar).getFirst().content());
  }

  @Test
  void theSizeOfALinkIsIgnored() throws IOException {
    byte[] tar =
        new TarBuilder()
            .file("a", "1")
            .add(new TarBuilder.Header("b", '1').linkTarget("a").size(4096))
            .file("c", "3")
            .build();
    assertEquals(FilePath.parse("c"), EntriesOf.archive(tar).get(2).entry().path());
  }

  @Test
  void contentNotReadIsPassedOver() throws IOException {
    byte[] tar = new TarBuilder().file("a", "x".repeat(5000)).file("b", "yz").build();
    InMemoryBlobs blobs = new InMemoryBlobs();
    try (LayerReader reader = LayerReader.open(blobs.addPlain(tar), blobs, LayerLimits.DEFAULT)) {
      reader.next();
      InputStream left = reader.content();
      assertEquals('x', left.read());
      reader.next();
      assertThrows(IOException.class, left::read);
      assertEquals(1, reader.ordinal());
      assertArrayEquals(ascii("yz"), reader.content().readAllBytes());
    }
  }

  record Unsound(String outcome, byte[] tar, String reason) {
    @Override
    public String toString() {
      return outcome;
    }
  }

  private static Unsound paxData(String outcome, String data, String reason) {
    return new Unsound(
        outcome,
        new TarBuilder().add(new TarBuilder.Header("pax", 'x'), ascii(data)).file("f", "").build(),
        reason);
  }

  private static Unsound header(String outcome, TarBuilder.Header header, String reason) {
    return new Unsound(outcome, new TarBuilder().add(header).build(), reason);
  }

  private static Unsound sparse(String outcome, String map, String size) {
    return new Unsound(
        outcome,
        pax("GNU.sparse.map", map, "GNU.sparse.size", size).file("f", "12345").build(),
        "sparse");
  }

  static Stream<Unsound> unsoundArchives() {
    byte[] sound = new TarBuilder().file("a", "1").file("b", "2").unfinished();
    byte[] wrongSum = sound.clone();
    wrongSum[0] ^= 1;
    return Stream.of(
        new Unsound("a wrong checksum", wrongSum, "no tar header where one is expected"),
        new Unsound(
            "an end within a header", Arrays.copyOf(sound, 1024 + 100), "ends within a header"),
        new Unsound("an end within data", Arrays.copyOf(sound, 512), "ends within the data"),
        new Unsound(
            "an end within the data of an extension",
            new TarBuilder().add(new TarBuilder.Header("x", 'x').size(100)).unfinished(),
            "ends within the data"),
        new Unsound(
            "an extension header at the end",
            pax("path", "p").build(),
            "without the entry it extends"),
        new Unsound(
            "one block of zeros between entries",
            new TarBuilder().file("a", "").raw(new byte[512]).file("b", "").build(),
            "single block of zeros"),
        new Unsound(
            "a huge extension header",
            new TarBuilder().add(new TarBuilder.Header("x", 'x').size(2 << 20)).build(),
            "an extension header of 2097152 bytes"),
        new Unsound(
            "a huge long name",
            new TarBuilder().add(new TarBuilder.Header("x", 'L').size(2 << 20)).build(),
            "an extension header of 2097152 bytes"),
        paxData("a pax record that is too long", "99 path=p\n", "wrong length"),
        paxData("a pax record that is too short", "5 path=p\n", "pax record"),
        paxData("a pax record of no length", "path=p\n", "wrong length"),
        paxData("a pax record of a huge length", "99999999999999999999 path=p\n", "wrong length"),
        paxData("a pax record without a value", "8 path\n\n", "not KEY=VALUE"),
        paxData("a pax record without a key", "5 =p\n", "not KEY=VALUE"),
        paxData("a pax record without its newline", "10 path=pp", "not KEY=VALUE"),
        paxData("a pax key that is not UTF-8", "6 \u00ff=p\n", "not UTF-8"),
        paxData("a uid that is no number", "9 uid=1x\n", "uid that is no number"),
        paxData("a negative uid", "9 uid=-1\n", "owner -1:0"),
        paxData("a negative size", "11 size=-1\n", "negative size"),
        paxData("a time that is no number", "13 mtime=1.x\n", "mtime that is no number"),
        paxData("a time without digits", "11 mtime=.\n", "mtime that is no number"),
        paxData("a NUL in a name", "11 path=p\0\n", "NUL"),
        paxData("an attribute without a name", "19 SCHILY.xattr.=p\n", "without a name"),
        paxData("an attribute that is not base64", "28 LIBARCHIVE.xattr.a.b=*?*\n", "base64"),
        new Unsound(
            "an attribute with a bad escape behind letters of two bytes",
            pax(
                    "LIBARCHIVE.xattr.\u00e9\u00e9\u00e9%4",
                    "", "LIBARCHIVE.xattr.\u00e9\u00e9%-1", "YQ==")
                .file("f", "")
                .build(),
            "a bad escape"),
        sparse("a sparse file of negative size", "0,5", "-5"),
        header("a size that is no number", regular("f").text(124, 12, ascii("12x")), "size that"),
        header(
            "a size beyond 63 bits",
            regular("f").text(124, 12, ascii("\u0080\0\0\1\0\0\0\0\0\0\0\0")),
            "size that is no number"),
        header(
            "a negative size in base 256",
            regular("f").text(124, 12, ascii("\u00ff".repeat(12))),
            "negative size"),
        header("a mode of nines", regular("f").text(100, 8, ascii("9999999\0")), "mode that"),
        new Unsound(
            "a name of 256 bytes",
            pax("path", "d/" + "z".repeat(256)).file("f", "").build(),
            "a file name of 256 bytes"),
        new Unsound(
            "a path of more than 4095 bytes",
            pax("path", "0123456/".repeat(512) + "z").file("f", "").build(),
            "a path of 4097 bytes"),
        new Unsound(
            "a symbolic link with a target of more than 4095 bytes",
            pax("linkpath", "0123456/".repeat(512)).symbolicLink("l", "t").build(),
            "target of 4096 bytes"),
        header("a symbolic link to nowhere", new TarBuilder.Header("l", '2'), "target of 0 bytes"),
        header("a file without a name", regular(""), "make the root no directory"),
        header("a link without a name", new TarBuilder.Header("/", '2').linkTarget("x"), "root"),
        header(
            "a device beyond the range of Linux",
            new TarBuilder.Header("n", '3').device(5000, 0),
            "a device node 5000:0"),
        sparse("a sparse map that goes back", "10,2,0,3", "20"),
        sparse("a sparse map past the end", "18,5", "20"),
        sparse("a sparse map that ends in a pair", "0,5,7", "20"),
        sparse("a sparse map of words", "a,b", "20"),
        sparse("a sparse map for less data", "0,4", "20"),
        sparse("a sparse map for more data", "0,6", "20"),
        new Unsound(
            "a sparse form of the future",
            pax("GNU.sparse.major", "2", "GNU.sparse.realsize", "9").file("f", "").build(),
            "unknown form"),
        header(
            "a sparse file of negative size in base 256",
            new TarBuilder.Header("s", 'S').text(483, 12, ascii("\u00ff".repeat(12))),
            "negative size"),
        new Unsound(
            "a sparse file that ends within its map",
            pax("GNU.sparse.major", "1", "GNU.sparse.minor", "0", "GNU.sparse.realsize", "9")
                .file("f", "5\n1\n")
                .build(),
            "no list of numbers"),
        new Unsound(
            "a sparse file of millions of segments",
            pax("GNU.sparse.major", "1", "GNU.sparse.minor", "0", "GNU.sparse.realsize", "9")
                .file("f", "99999999\n1\n")
                .build(),
            "too many segments"));
  }

  @ParameterizedTest
  @MethodSource("unsoundArchives")
  void unsoundArchivesAreMalformed(Unsound unsound) {
    FailureException failure =
        assertThrows(FailureException.class, () -> EntriesOf.archive(unsound.tar()));
    assertEquals(FailureKind.MALFORMED, failure.kind(), failure.getMessage());
    assertTrue(failure.problem().contains(unsound.reason()), failure.problem());
    assertTrue(failure.problem().contains("of the tar archive"), failure.problem());
  }

  @ParameterizedTest
  @ValueSource(chars = {'D', 'M', 'Z', '\u00ff'})
  void anUnknownTypeIsUnsupported(char type) {
    byte[] tar = new TarBuilder().add(new TarBuilder.Header("the/name", type)).build();
    FailureException failure = assertThrows(FailureException.class, () -> EntriesOf.archive(tar));
    assertEquals(FailureKind.UNSUPPORTED, failure.kind());
    assertTrue(failure.problem().contains("/the/name"), failure.problem());
  }
}
