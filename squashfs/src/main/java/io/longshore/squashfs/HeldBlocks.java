package io.longshore.squashfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps compressed metadata blocks in memory until the image has reached their position. */
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
