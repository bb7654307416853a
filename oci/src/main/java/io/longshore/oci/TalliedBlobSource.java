package io.longshore.oci;

import io.longshore.ground.Digest;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes read of each blob of another source, and the bytes read more than once. */
public final class TalliedBlobSource implements BlobSource {
  private record Tally(long size, LongAdder read) {
    long excess() {
      return Math.max(0, read.sum() - size);
    }
  }

  private final BlobSource source;
  private final Map<Digest, Tally> tallies = new ConcurrentHashMap<>();

  public TalliedBlobSource(BlobSource source) {
    this.source = source;
  }

  @Override
  public InputStream open(Descriptor descriptor) throws IOException {
    return counting(descriptor).open(descriptor);
  }

  @Override
  public InputStream open(Descriptor descriptor, long fromByte) throws IOException {
    return counting(descriptor).open(descriptor, fromByte);
  }

  @Override
  public NextStep remedy(Descriptor descriptor) {
    return source.remedy(descriptor);
  }

  private BlobSource counting(Descriptor descriptor) {
    Tally tally =
        tallies.computeIfAbsent(
            descriptor.digest(), _ -> new Tally(descriptor.size(), new LongAdder()));
    return new MeteredBlobSource(source, tally.read()::add);
  }

  /** The number of bytes read so far, of all blobs. */
  public long read() {
    return tallies.values().stream().mapToLong(tally -> tally.read().sum()).sum();
  }

  /** The number of bytes read again, that is, beyond the size of their blob. */
  public long readAgain() {
    return tallies.values().stream().mapToLong(Tally::excess).sum();
  }
}
