package io.longshore.oci.layer;

import io.longshore.oci.layer.entry.LayerEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The entries of an archive, read as a layer. */
public final class EntriesOf {
  private EntriesOf() {}

  public record WithContent(LayerEntry entry, byte[] content) {}

  public static List<WithContent> archive(byte[] tar) throws IOException {
    InMemoryBlobs blobs = new InMemoryBlobs();
    List<WithContent> entries = new ArrayList<>();
    try (LayerReader reader = LayerReader.open(blobs.addPlain(tar), blobs, LayerLimits.DEFAULT)) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        entries.add(new WithContent(entry.get(), reader.content().readAllBytes()));
      }
    }
    return entries;
  }

  /** Of an archive with one entry. */
  public static LayerEntry only(byte[] tar) throws IOException {
    List<WithContent> entries = archive(tar);
    if (entries.size() != 1) {
      throw new AssertionError(entries.size() + " entries");
    }
    return entries.getFirst().entry();
  }
}
