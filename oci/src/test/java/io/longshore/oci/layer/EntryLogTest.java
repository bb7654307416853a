package io.longshore.oci.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.ground.FailureException;
import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.DeviceKind;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;
import io.longshore.oci.tree.LayerStacks;
import io.longshore.oci.tree.MergedTree;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Layers that were read and written down merge to what they merge to while being read. */
class EntryLogTest {
  @Provide
  Arbitrary<List<List<GeneratedEntry>>> stacks() {
    return LayerStacks.stacks();
  }

  @Property(tries = 300)
  void aTreeFromLogsIsTheTreeFromLayers(@ForAll("stacks") List<List<GeneratedEntry>> stack)
      throws IOException {
    InMemoryBlobs blobs = new InMemoryBlobs();
    List<Layer> layers = stack.stream().map(GeneratedEntry::tar).map(blobs::addPlain).toList();
    assertEquals(
        outcome(() -> MergedTree.read(layers, blobs), blobs),
        outcome(() -> MergedTree.of(logs(layers, blobs), LayerLimits.DEFAULT), blobs));
  }

  @Test
  void longNamesAndLargeNumbersComeBack() throws IOException {
    byte[] target = new byte[FilePath.MAXIMUM_LENGTH];
    java.util.Arrays.fill(target, (byte) 'x');
    FilePath deep = FilePath.parse("d/".repeat(2000) + "f");
    Attributes owned = new Attributes(07777, 4294967294L, 4294967294L);
    List<LayerEntry> entries =
        List.of(
            new LayerEntry.RegularFile(deep, owned, Long.MIN_VALUE, Long.MAX_VALUE),
            new LayerEntry.SymbolicLink(FilePath.parse("l"), owned, Long.MAX_VALUE, target),
            new LayerEntry.HardLink(FilePath.parse("h"), deep),
            new LayerEntry.Device(FilePath.parse("b"), owned, -1, DeviceKind.BLOCK, 4095, 1048575),
            new LayerEntry.Fifo(FilePath.parse("p"), owned, 0));
    EntryLog log = new EntryLog(new InMemoryBlobs().addPlain(new byte[0]));
    // Often enough to fill several chunks.
    for (int i = 0; i < 50; i++) {
      entries.forEach(log::add);
    }
    EntryLog.Reader reader = log.reader();
    for (int i = 0; i < 50; i++) {
      for (LayerEntry entry : entries) {
        assertEquals(described(entry), described(reader.next().orElseThrow()));
      }
    }
    assertEquals(Optional.empty(), reader.next());
  }

  private static String described(LayerEntry entry) {
    return entry
            instanceof
            LayerEntry.SymbolicLink(
                FilePath path,
                Attributes attributes,
                long modified,
                byte[] target)
        ? path
            + " "
            + attributes
            + " "
            + modified
            + " "
            + new String(target, java.nio.charset.StandardCharsets.UTF_8)
        : entry.toString();
  }

  private interface Merge {
    MergedTree merge() throws IOException;
  }

  private static String outcome(Merge merge, InMemoryBlobs blobs) throws IOException {
    try {
      return ObservedFile.allOf(merge.merge(), blobs).toString();
    } catch (FailureException e) {
      return e.getMessage();
    }
  }

  private static Deque<EntryLog> logs(List<Layer> layers, InMemoryBlobs blobs) throws IOException {
    List<EntryLog> logs = new ArrayList<>();
    for (Layer layer : layers) {
      EntryLog log = new EntryLog(layer);
      try (LayerReader reader = LayerReader.open(layer, blobs, LayerLimits.DEFAULT)) {
        for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
          log.add(entry.get());
        }
      }
      logs.add(log);
    }
    return new ArrayDeque<>(logs);
  }
}
