package io.longshore.fuzz;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.layer.Layer;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.tree.FileNode;
import io.longshore.oci.tree.MergedTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the input as two equal layers, so that the second one is merged into a tree.
 *
 * <p>A change of a tar header nearly always breaks its checksum, and code behind this check would
 * never be reached. So the input is tried unchanged, and once more with corrected checksums.
 */
public final class LayerTarget {
  private static final String MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar";
  private static final LayerLimits LIMITS = new LayerLimits(8 << 20, 20_000);

  private LayerTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    read(input);
    byte[] repaired = TarChecksums.repaired(input);
    if (!Arrays.equals(repaired, input)) {
      read(repaired);
    }
  }

  private static void read(byte[] blob) throws IOException {
    Digest digest = Digest.of(blob);
    Layer layer = new Layer(new Descriptor(MEDIA_TYPE, digest, blob.length), digest);
    BlobSource blobs = descriptor -> new ByteArrayInputStream(blob);
    try {
      MergedTree tree = MergedTree.read(List.of(layer, layer), blobs, LIMITS);
      tree.forEachFileContent(blobs, LayerTarget::checkContent);
    } catch (FailureException refusal) {
      Expectation.isHelpful(refusal);
    }
  }

  private static void checkContent(FileNode file, InputStream content) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      length += n;
    }
    Expectation.holds(length == file.size(), "a file of " + file.size() + " bytes with " + length);
  }
}
