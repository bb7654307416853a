package io.longshore.fuzz;

import io.longshore.fuzz.channel.InMemoryChannel;
import io.longshore.sif.MalformedSifException;
import io.longshore.sif.SifDescriptor;
import io.longshore.sif.SifFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads the table of a SIF and all its objects. Once the table is accepted, every object can be
 * read.
 */
public final class SifTarget {
  private static final int SMALL = 1 << 16;

  private SifTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    SifFile sif;
    try {
      sif = SifFile.open(new InMemoryChannel(input));
    } catch (MalformedSifException refusal) {
      Expectation.isPrintable(refusal.getMessage());
      return;
    }
    Set<Integer> ids = new HashSet<>();
    for (SifDescriptor descriptor : sif.descriptors()) {
      Expectation.holds(ids.add(descriptor.id()), "an id twice");
      read(sif, descriptor);
    }
  }

  private static void read(SifFile sif, SifDescriptor descriptor) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    try (InputStream content = sif.contentOf(descriptor)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        length += n;
      }
    }
    Expectation.holds(
        length == descriptor.size(), "an object of " + descriptor.size() + " bytes with " + length);
    if (length <= SMALL) {
      Expectation.holds(sif.readSmall(descriptor, SMALL).remaining() == length, "a short read");
    }
  }
}
