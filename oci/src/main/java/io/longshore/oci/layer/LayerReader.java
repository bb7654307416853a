package io.longshore.oci.layer;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.BlobSource;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.layer.entry.LayerEntry;
import io.longshore.oci.layer.tar.MalformedTarException;
import io.longshore.oci.layer.tar.TarReader;
import io.longshore.oci.layer.tar.UnsupportedTarEntryException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a layer from its first entry to its last and verifies it. Size, digest and diffID are known
 * to be right only after {@link #next} has returned empty. Bytes behind the end of the tar archive
 * count for the digests and are otherwise ignored.
 *
 * <p>Memory is bounded by the decompressor's window (at most 128 MiB) and by one extension header.
 *
 * <p>Wrong bytes cause a {@link FailureException} of kind {@link FailureKind#MALFORMED} with the
 * layer's digest as subject. If the blob does not match its digest, the exception reports this, and
 * the error that the damage caused is a suppressed exception.
 */
public final class LayerReader implements AutoCloseable {
  private final Layer layer;
  private final LayerLimits limits;
  private final LayerBlobStream blob;
  private final LayerCompression compression;
  private final UncompressedLayerStream uncompressed;
  private final TarReader tar;
  private long bytesOfFiles;
  private int ordinal = -1;
  private boolean finished;

  private LayerReader(
      Layer layer,
      LayerLimits limits,
      LayerBlobStream blob,
      LayerCompression compression,
      UncompressedLayerStream uncompressed) {
    this.layer = layer;
    this.limits = limits;
    this.blob = blob;
    this.compression = compression;
    this.uncompressed = uncompressed;
    this.tar = new TarReader(new BufferedInputStream(uncompressed, 1 << 16));
  }

  /**
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED} for a media type that is not a
   *     layer (such as an encrypted layer) or an unsupported compression; otherwise as {@link
   *     BlobSource#open}
   */
  public static LayerReader open(Layer layer, BlobSource blobs, LayerLimits limits)
      throws IOException {
    if (!MediaTypes.isLayer(layer.descriptor().mediaType())) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          layer.subject(),
          "has the media type '" + layer.descriptor().mediaType() + "', which is no tar archive",
          "use an image with plain layers; encrypted ones must be decrypted first");
    }
    InputStream opened = blobs.open(layer.descriptor());
    try {
      LayerBlobStream blob = new LayerBlobStream(opened, layer, blobs.remedy(layer.descriptor()));
      BufferedInputStream buffered = new BufferedInputStream(blob, 1 << 16);
      LayerCompression compression = LayerCompression.detect(peek(buffered), layer.subject());
      UncompressedLayerStream uncompressed =
          new UncompressedLayerStream(
              compression.decompress(buffered, layer.subject()), compression, blob, layer, limits);
      return new LayerReader(layer, limits, blob, compression, uncompressed);
    } catch (IOException | RuntimeException e) {
      try (opened) {
        throw e;
      }
    }
  }

  private static byte[] peek(BufferedInputStream in) throws IOException {
    in.mark(LayerCompression.DETECTION_LENGTH);
    byte[] head = in.readNBytes(LayerCompression.DETECTION_LENGTH);
    in.reset();
    return head;
  }

  /** The compression that the blob has, whatever its media type is. */
  public LayerCompression compression() {
    return compression;
  }

  /**
   * Goes to the next entry and skips unread data of the current one. At the end the layer is
   * verified.
   *
   * @return the next entry; empty if there are no more entries and the layer is verified
   */
  public Optional<LayerEntry> next() throws IOException {
    if (finished) {
      return Optional.empty();
    }
    try {
      Optional<LayerEntry> entry = tar.next();
      if (entry.isPresent()) {
        count(entry.get());
      } else {
        uncompressed.finish();
        finished = true;
      }
      return entry;
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private void count(LayerEntry entry) throws FailureException {
    ordinal++;
    if (ordinal >= limits.entries()) {
      throw limits.tooManyEntries(layer.subject());
    }
    if (entry instanceof LayerEntry.RegularFile file) {
      // Holes take no space in the archive, so the size of the archive does not limit them.
      if (file.size() > limits.uncompressedBytes() - bytesOfFiles) {
        throw limits.tooManyBytes(layer.subject(), file.size());
      }
      bytesOfFiles += file.size();
    }
  }

  /**
   * The number of bytes of the tar so far, or of its files with holes filled, whichever is larger.
   */
  long uncompressedBytes() {
    return Math.max(uncompressed.count(), bytesOfFiles);
  }

  /** The number of the current entry in the layer, from 0, without extension headers. */
  public int ordinal() {
    return ordinal;
  }

  /**
   * The data of the current entry if it is a regular file, with holes filled with zeros; empty for
   * other entries. The stream is valid until the next call of {@link #next} and need not be closed.
   */
  public InputStream content() {
    return new FilterInputStream(tar.content()) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
          return super.read(buffer, offset, length);
        } catch (IOException e) {
          throw explained(e);
        }
      }
    };
  }

  private IOException explained(IOException e) {
    return switch (e) {
      case MalformedTarException malformed ->
          explained(LayerFailures.malformed(layer, "is not a sound tar archive", malformed));
      case UnsupportedTarEntryException unsupported ->
          explained(
              new FailureException(
                  FailureKind.UNSUPPORTED,
                  layer.subject(),
                  unsupported.getMessage(),
                  "ask the publisher of the image what the entry is for"));
      case FailureException failure -> blamedOnBlob(failure);
      default -> e;
    };
  }

  /** Blames a failure on the blob if its bytes are wrong, since these explain any other error. */
  private IOException blamedOnBlob(FailureException failure) {
    try {
      blob.rethrowFailure();
      blob.drain();
      return failure;
    } catch (IOException e) {
      if (e != failure) {
        e.addSuppressed(failure);
      }
      return e;
    }
  }

  @Override
  public void close() throws IOException {
    try (blob) {
      uncompressed.close();
    }
  }
}
