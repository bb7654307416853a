package io.longshore.oci;

import io.longshore.ground.NextStep;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * Reports how much is read from another source.
 *
 * @param read receives the number of bytes of each piece, on the thread that reads it
 */
public record MeteredBlobSource(BlobSource source, LongConsumer read) implements BlobSource {
  @Override
  public InputStream open(Descriptor descriptor) throws IOException {
    return new Metered(source.open(descriptor), read);
  }

  @Override
  public InputStream open(Descriptor descriptor, long fromByte) throws IOException {
    return new Metered(source.open(descriptor, fromByte), read);
  }

  @Override
  public NextStep remedy(Descriptor descriptor) {
    return source.remedy(descriptor);
  }

  private static final class Metered extends PassingInputStream {
    private final LongConsumer meter;

    Metered(InputStream in, LongConsumer meter) {
      super(in);
      this.meter = meter;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      if (count > 0) {
        meter.accept(count);
      }
      return count;
    }
  }
}
