package io.longshore.oci.layer;

import io.longshore.ground.FailureException;

/**
 * The totals of all layers of an image, checked against the limits. Several threads may add to
 * them.
 */
public final class LayerTotals {
  private final LayerLimits limits;
  private long uncompressedBytes;
  private long entries;
  private long keptBytes;

  public LayerTotals(LayerLimits limits) {
    this.limits = limits;
  }

  /**
   * @param read a reader that has reached the end of its layer
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
   * @param bytes number of bytes that stay in memory until the layers are merged
   * @throws FailureException of kind UNSUPPORTED if the total exceeds the limit for the tree
   */
  public synchronized void keep(long bytes, Layer layer) throws FailureException {
    keptBytes += bytes;
    if (keptBytes > limits.treeBytes()) {
      throw limits.tooMuchMemory(layer.subject());
    }
  }
}
