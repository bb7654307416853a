package io.longshore.squashfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Compressed metadata blocks kept until it is their turn in the image. */
final class HeldBlocks implements MetadataWriter.Sink {
  private final List<byte[]> blocks = new ArrayList<>();

  @Override
  public void accept(byte[] storedBlock) {
    blocks.add(storedBlock);
  }

  void writeTo(ImageOutput output) throws IOException {
    for (byte[] block : blocks) {
      output.write(block);
    }
  }
}
