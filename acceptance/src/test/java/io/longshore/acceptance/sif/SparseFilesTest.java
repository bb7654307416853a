package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.oci.layer.ObservedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with holes, in each of the forms in which GNU tar writes them. */
class SparseFilesTest {
  private static final long MEGABYTE = 1_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format=gnu",
        "--format=oldgnu",
        "--format=pax --sparse-version=0.0",
        "--format=pax --sparse-version=0.1",
        "--format=pax --sparse-version=1.0"
      })
  void theirHolesAreHolesAgain(String format) throws IOException {
    Shell.in(folder)
        .run(
            "sh",
            "-ec",
            """
            mkdir tree
            truncate -s 20M tree/hole
            printf start > tree/sparse
            printf middle | dd of=tree/sparse bs=1 seek=9000000 conv=notrunc status=none
            truncate -s 20000001 tree/sparse
            for i in $(seq 30); do
              seq -f "$i %.0f" 1000 | head -c 4096 | dd of=tree/many bs=1M seek=$i conv=notrunc status=none
            done
            printf x > tree/dense
            touch -d @1000 tree/* tree
            tar -S --numeric-owner $1 -C tree -cf layer.tar .
            tar --numeric-owner -C tree -cf without-holes.tar .
            """,
            "sh",
            format);
    byte[] layer = Files.readAllBytes(folder.resolve("layer.tar"));
    assertTrue(layer.length < MEGABYTE, "tar wrote no holes");
    Fidelity fidelity = new Fidelity(folder);
    Path sif = fidelity.build(fidelity.layOut(Fidelity.image(List.of(layer))));
    NavigableMap<String, ObservedFile> ours = SifReader.KERNEL.read(sif);
    for (Peer peer : Peer.values()) {
      Fidelity.assertSame(peer, unpackedWithoutHoles(peer), ours);
    }
    assertTrue(Files.size(sif) < MEGABYTE, "the SIF has " + Files.size(sif) + " bytes");
    for (SifReader reader : EnumSet.of(SifReader.KERNEL, SifReader.UNSQUASHFS)) {
      String sizes = reader.look(sif, tree -> Shell.in(tree).run("stat", "-c", "%s %b", "sparse"));
      String[] fields = sizes.strip().split(" ");
      assertEquals("20000001", fields[0]);
      assertTrue(Long.parseLong(fields[1]) * 512 < MEGABYTE, reader + " finds no holes: " + sizes);
    }
  }

  /** umoci refuses the older forms: the peers get a layer in which the holes are written out. */
  private Peer.Outcome.Unpacked unpackedWithoutHoles(Peer peer) throws IOException {
    Path scratch = Files.createDirectory(folder.resolve(peer.name()));
    byte[] layer = Files.readAllBytes(folder.resolve("without-holes.tar"));
    Path layout = new Fidelity(scratch).layOut(Fidelity.image(List.of(layer)));
    return (Peer.Outcome.Unpacked) peer.unpack(layout, scratch);
  }
}
