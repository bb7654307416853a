package io.longshore.oci.layer;

import io.longshore.ground.FailureException;

/** What the layers of an image take together. Several threads may add to it. */
public final class LayerTotals {
  private final LayerLimits limits;
  private long uncompressedBytes;
  private long entries;
  private long keptBytes;

  public LayerTotals(LayerLimits limits) {
    this.limits = limits;
  }

  /**
   * @param read to its end
   * @throws FailureException of kind UNSUPPORTED if the layers so far exceed a limit together
   */
  public synchronized void add(LayerReader read, Layer layer) throws FailureException {
    uncompressedBytes += read.uncompressedBytes();
    entries += read.ordinal() + 1L;
    String subject = layer.subject() + " with those below it";
    if (uncompressedBytes > limits.uncompressedBytes()) {
      throw limits.tooManyBytes(subject, uncompressedBytes);
    }
    if (entries > limits.entries()) {
      throw limits.tooManyEntries(subject);
    }
  }

  /**
   * @param bytes that stay in memory until the layers are merged
   * @throws FailureException of kind UNSUPPORTED if that is more than the tree may take
   */
  public synchronized void keep(long bytes, Layer layer) throws FailureException {
    keptBytes += bytes;
    if (keptBytes > limits.treeBytes()) {
      throw limits.tooMuchMemory(layer.subject());
    }
  }
}
