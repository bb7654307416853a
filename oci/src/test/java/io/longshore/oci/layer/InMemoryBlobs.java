package io.longshore.oci.layer;

import io.longshore.ground.Digest;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Blobs in memory, and which of them have been opened. */
public final class InMemoryBlobs implements BlobSource {
  static final String TAR = "application/vnd.oci.image.layer.v1.tar";
  static final String TAR_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";

  private final Map<Digest, byte[]> blobs = new HashMap<>();
  private final List<Digest> opened = new ArrayList<>();

  @Override
  public InputStream open(Descriptor descriptor) {
    opened.add(descriptor.digest());
    return new ByteArrayInputStream(blobs.get(descriptor.digest()));
  }

  List<Digest> opened() {
    return opened;
  }

  public Layer addPlain(byte[] tar) {
    return add(TAR, tar, tar);
  }

  Layer addGzip(byte[] tar) {
    return add(TAR_GZIP, gzip(tar), tar);
  }

  Layer add(String mediaType, byte[] blob, byte[] tar) {
    Digest digest = Digest.of(blob);
    blobs.put(digest, blob);
    return new Layer(new Descriptor(mediaType, digest, blob.length), Digest.of(tar));
  }

  byte[] get(Layer layer) {
    return blobs.get(layer.descriptor().digest());
  }

  /** Serves other bytes under the digest of {@code layer}. */
  void replace(Layer layer, byte[] blob) {
    blobs.put(layer.descriptor().digest(), blob);
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
