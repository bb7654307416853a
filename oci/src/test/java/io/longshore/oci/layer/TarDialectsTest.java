package io.longshore.oci.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry.Device;
import io.longshore.oci.layer.entry.LayerEntry.Directory;
import io.longshore.oci.layer.entry.LayerEntry.Fifo;
import io.longshore.oci.layer.entry.LayerEntry.HardLink;
import io.longshore.oci.layer.entry.LayerEntry.RegularFile;
import io.longshore.oci.layer.entry.LayerEntry.SymbolicLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that GNU tar and bsdtar write, in each of their formats. */
class TarDialectsTest {
  private static final String LONG = "n".repeat(90);

  @TempDir Path directory;

  private byte[] archive(String command) throws IOException {
    Commands.shell(directory, command);
    return Files.readAllBytes(directory.resolve("out.tar"));
  }

  private static List<String> describe(byte[] tar) throws IOException {
    List<String> lines = new ArrayList<>();
    for (EntriesOf.WithContent entry : EntriesOf.archive(tar)) {
      String content = new String(entry.content(), UTF_8);
      lines.add(
          switch (entry.entry()) {
            case Directory e -> line("d", e.path(), e.attributes(), e.modified(), "");
            case RegularFile e ->
                line("f", e.path(), e.attributes(), e.modified(), e.size() + " " + content);
            case SymbolicLink e ->
                line("l", e.path(), null, e.modified(), new String(e.target(), UTF_8));
            case HardLink e -> "h " + e.path() + " " + e.target();
            case Device e ->
                line(
                    "n",
                    e.path(),
                    e.attributes(),
                    e.modified(),
                    e.kind() + " " + e.major() + ":" + e.minor());
            case Fifo e -> line("p", e.path(), e.attributes(), e.modified(), "");
          });
    }
    return lines;
  }

  private static String line(
      String type, FilePath path, Attributes attributes, long modified, String rest) {
    String owner =
        attributes == null
            ? ""
            : Integer.toOctalString(attributes.permissions())
                + " "
                + attributes.uid()
                + ":"
                + attributes.gid()
                + " ";
    return (type + " " + path + " " + owner + modified + " " + rest).strip();
  }

  private void makeTree() throws IOException {
    Commands.shell(
        directory,
        """
        mkdir -m 1777 tree tree/d
        printf hello > tree/d/file; chown 12:34 tree/d/file; chmod 4755 tree/d/file
        ln tree/d/file tree/hard
        ln -s ../elsewhere/file tree/soft
        mkfifo -m 600 tree/fifo
        mknod -m 620 tree/terminal c 4 300
        mknod -m 660 tree/disk b 8 17
        : > tree/empty; chmod 644 tree/empty
        find tree -exec touch -h -d @1234567890.75 {} +
        """);
  }

  private static final String ENTRIES =
      "tree tree/d tree/d/file tree/hard tree/soft tree/fifo tree/terminal tree/disk tree/empty";

  private static final List<String> TREE =
      List.of(
          "d /tree 1777 0:0 1234567890",
          "d /tree/d 1777 0:0 1234567890",
          "f /tree/d/file 4755 12:34 1234567890 5 hello",
          "h /tree/hard /tree/d/file",
          "l /tree/soft 1234567890 ../elsewhere/file",
          "p /tree/fifo 600 0:0 1234567890",
          "n /tree/terminal 620 0:0 1234567890 CHARACTER 4:300",
          "n /tree/disk 660 0:0 1234567890 BLOCK 8:17",
          "f /tree/empty 644 0:0 1234567890 0");

  @ParameterizedTest
  @ValueSource(strings = {"oldgnu", "gnu", "ustar", "posix"})
  void everyTypeOfFileIsReadFromGnuTar(String format) throws IOException {
    makeTree();
    byte[] tar = archive("tar --no-recursion --format=" + format + " -cf out.tar " + ENTRIES);
    assertEquals(TREE, describe(tar));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnutar", "ustar", "pax"})
  void everyTypeOfFileIsReadFromBsdtar(String format) throws IOException {
    makeTree();
    byte[] tar = archive("bsdtar --no-recursion --format=" + format + " -cf out.tar " + ENTRIES);
    assertEquals(TREE, describe(tar));
  }

  @Test
  void directoriesAreToldByTheirSlashInV7Archives() throws IOException {
    makeTree();
    byte[] tar =
        archive("tar --no-recursion --format=v7 -cf out.tar tree tree/d/file tree/hard tree/soft");
    assertEquals(
        List.of(
            "d /tree 1777 0:0 1234567890",
            "f /tree/d/file 4755 12:34 1234567890 5 hello",
            "h /tree/hard /tree/d/file",
            "l /tree/soft 1234567890 ../elsewhere/file"),
        describe(tar));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar --format=oldgnu",
        "tar --format=gnu",
        "tar --format=posix",
        "bsdtar --format=gnutar",
        "bsdtar --format=pax"
      })
  void longNamesAndTargetsAreRead(String tool) throws IOException {
    String parent = LONG + "/" + LONG + "/" + LONG;
    Commands.shell(
        directory,
        """
        mkdir -p %1$s
        printf x > %1$s/file
        ln %1$s/file %1$s/hard
        ln -s %1$s/file %1$s/soft
        find n* -exec touch -h -d @5 {} +
        """
            .formatted(parent));
    byte[] tar = archive("%1$s -cf out.tar %2$s/file %2$s/hard %2$s/soft".formatted(tool, parent));
    assertEquals(
        List.of(
            "f /%s/file 644 0:0 5 1 x".formatted(parent),
            "h /%1$s/hard /%1$s/file".formatted(parent),
            "l /%1$s/soft 5 %1$s/file".formatted(parent)),
        describe(tar));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar --format=ustar", "bsdtar --format=ustar"})
  void thePrefixOfUstarIsRead(String tool) throws IOException {
    Commands.shell(directory, "mkdir %1$s; : > %1$s/%1$s; touch -d @5 %1$s/%1$s".formatted(LONG));
    byte[] tar = archive("%1$s -cf out.tar %2$s/%2$s".formatted(tool, LONG));
    assertEquals(List.of("f /%1$s/%1$s 644 0:0 5 0".formatted(LONG)), describe(tar));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar --format=gnu",
        "tar --format=posix",
        "bsdtar --format=gnutar",
        "bsdtar --format=pax"
      })
  void ownersThatNeedMoreThanSevenOctalDigitsAreRead(String tool) throws IOException {
    Commands.shell(directory, ": > f; chown 3000000:4294967294 f; touch -d @5 f");
    assertEquals(
        List.of("f /f 644 3000000:4294967294 5 0"), describe(archive(tool + " -cf out.tar f")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar --format=gnu", "tar --format=posix"})
  void timesBeforeTheEpochAreRead(String tool) throws IOException {
    Commands.shell(directory, ": > f; touch -d @-1234567.5 f");
    assertEquals(List.of("f /f 644 0:0 -1234568 0"), describe(archive(tool + " -cf out.tar f")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar --format=gnu",
        "tar --format=posix",
        "tar --format=ustar",
        "bsdtar --format=gnutar",
        "bsdtar --format=pax"
      })
  void namesInOtherEncodingsStayBytes(String tool) throws IOException {
    Commands.shell(
        directory,
        "mkdir t; cd t; : > \"$(printf 'caf\\351')\"; ln -s \"$(printf '\\377\\376')\" l");
    byte[] tar =
        archive("export LC_ALL=C; cd t; " + tool + " -cf ../out.tar \"$(printf 'caf\\351')\" l");
    List<EntriesOf.WithContent> entries = EntriesOf.archive(tar);
    assertArrayEquals(
        new byte[] {'c', 'a', 'f', (byte) 0xe9}, entries.get(0).entry().path().toBytes());
    assertEquals("/caf\\xe9", entries.get(0).entry().path().toString());
    SymbolicLink link = (SymbolicLink) entries.get(1).entry();
    assertArrayEquals(new byte[] {(byte) 0xff, (byte) 0xfe}, link.target());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar --format=posix --xattrs --xattrs-include=*",
        "bsdtar --xattrs --format=pax --options=xattrheader=SCHILY",
        "bsdtar --xattrs --format=pax --options=xattrheader=LIBARCHIVE",
        "bsdtar --xattrs --format=pax --options=xattrheader=ALL"
      })
  void extendedAttributesAreReadAsBytes(String tool) throws IOException {
    Commands.shell(
        directory,
        """
        : > f
        setcap cap_net_raw+ep f
        setfattr -n user.binary -v 0xff00fe0a3d20 f
        setfattr -n 'user.od=d %41' -v text f
        """);
    RegularFile file = (RegularFile) EntriesOf.only(archive(tool + " -cf out.tar f"));
    var attributes = file.attributes().extended().toMap();
    if (!tool.contains("SCHILY") && !tool.startsWith("tar")) {
      assertArrayEquals("text".getBytes(UTF_8), attributes.get("user.od=d %41"));
    }
    assertArrayEquals(
        new byte[] {(byte) 0xff, 0, (byte) 0xfe, '\n', '=', ' '}, attributes.get("user.binary"));
    byte[] capability = attributes.get("security.capability");
    assertEquals(20, capability.length);
    assertEquals(0x20, capability[5]); // CAP_NET_RAW is bit 13
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar --format=gnu --sparse",
        "tar --format=oldgnu --sparse",
        "tar --format=posix --sparse --sparse-version=0.0",
        "tar --format=posix --sparse --sparse-version=0.1",
        "tar --format=posix --sparse --sparse-version=1.0",
        "bsdtar --format=pax --read-sparse"
      })
  void sparseFilesAreReadWithTheirHoles(String tool) throws IOException {
    Commands.shell(
        directory,
        """
        truncate -s 5000001 holes
        for i in $(seq 1 60); do
          printf "segment $i" | dd of=holes bs=1 seek=$((i * 65536)) conv=notrunc status=none
        done
        truncate -s 3000000 nothing
        printf after > after
        touch -d @5 after
        """);
    List<EntriesOf.WithContent> entries =
        EntriesOf.archive(archive(tool + " -cf out.tar holes nothing after"));
    assertEquals(FilePath.parse("holes"), entries.get(0).entry().path());
    assertArrayEquals(Files.readAllBytes(directory.resolve("holes")), entries.get(0).content());
    assertEquals(5_000_001, ((RegularFile) entries.get(0).entry()).size());
    assertEquals(FilePath.parse("nothing"), entries.get(1).entry().path());
    assertArrayEquals(new byte[3_000_000], entries.get(1).content());
    assertArrayEquals("after".getBytes(UTF_8), entries.get(2).content());
    assertTrue(Files.size(directory.resolve("out.tar")) < 1_000_000, "the archive is sparse");
  }

  @Test
  void globalHeadersOfGitAreSkipped() throws IOException {
    byte[] tar =
        archive(
            """
            git init -q repository
            cd repository
            printf x > f
            git add f
            git -c user.name=a -c user.email=b commit -q -m c --date @5
            git archive --format=tar -o ../out.tar HEAD
            """);
    RegularFile file = (RegularFile) EntriesOf.only(tar);
    assertEquals(FilePath.parse("f"), file.path());
  }
}
