package io.longshore.collection.stage;

import io.longshore.ground.NextStep;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MeteredBlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Reports how far a build has read its layers. Layers that are read again, as some stacks want it,
 * count as additional work.
 */
public final class BuildReading {
  private BuildReading() {}

  /**
   * @param layerBytes the bytes of all layers, each as often as the image has it
   * @param toRead receives the number of bytes to be read in all: now, and whenever it grows
   * @param read receives the number of bytes of each piece
   */
  public static BlobSource of(
      BlobSource layers, long layerBytes, LongConsumer toRead, LongConsumer read) {
    toRead.accept(layerBytes);
    return new MeteredBlobSource(new Announced(layers, layerBytes, new AtomicLong(), toRead), read);
  }

  private record Announced(
      BlobSource source, long layerBytes, AtomicLong begun, LongConsumer toRead)
      implements BlobSource {
    @Override
    public InputStream open(Descriptor descriptor) throws IOException {
      long all = begun.addAndGet(descriptor.size());
      if (all > layerBytes) {
        toRead.accept(all);
      }
      return source.open(descriptor);
    }

    @Override
    public NextStep remedy(Descriptor descriptor) {
      return source.remedy(descriptor);
    }
  }
}
