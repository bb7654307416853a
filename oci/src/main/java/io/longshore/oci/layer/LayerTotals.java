package io.longshore.oci.layer;

import io.longshore.oci.FailureException;

/** What the layers of an image take together. */
final class LayerTotals {
  private final LayerLimits limits;
  private long uncompressedBytes;
  private long entries;

  LayerTotals(LayerLimits limits) {
    this.limits = limits;
  }

  /**
   * @param read to its end
   * @throws FailureException of kind UNSUPPORTED if the layers so far exceed a limit together
   */
  void add(LayerReader read, Layer layer) throws FailureException {
    uncompressedBytes += read.uncompressedBytes();
    entries += read.ordinal() + 1L;
    String subject = layer.subject() + " with those below it";
    if (uncompressedBytes > limits.uncompressedBytes()) {
      throw limits.tooManyBytes(subject);
    }
    if (entries > limits.entries()) {
      throw limits.tooManyEntries(subject);
    }
  }
}
