package io.longshore.squashfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Cuts streams into blocks and hands the blocks to the compressor threads. Used by one thread. */
final class BlockCutter {
  private final int blockSize;
  private final BlockBuffers buffers;
  private final CompressorThreads compressors;
  private final int urgency;
  private final byte[] zeros;
  private final byte[] tail;

  BlockCutter(int blockSize, BlockBuffers buffers, CompressorThreads compressors, int urgency) {
    this.blockSize = blockSize;
    this.buffers = buffers;
    this.compressors = compressors;
    this.urgency = urgency;
    zeros = new byte[blockSize];
    tail = new byte[blockSize];
  }

  /**
   * @param size how many bytes {@code data} must have
   */
  CutFile file(InputStream data, long size) {
    return new CutFile(data, size);
  }

  final class CutFile implements FileBlocks {
    private final InputStream data;
    private final long size;
    private long done;

    private CutFile(InputStream data, long size) {
      this.data = data;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public Optional<Future<CompressedBlock>> nextBlock() throws IOException {
      return nextBlock(length -> {});
    }

    /**
     * @param onCompressed see {@link CompressorThreads#submit}
     */
    Optional<Future<CompressedBlock>> nextBlock(IntConsumer onCompressed) throws IOException {
      byte[] block = buffers.take();
      readFully(block, blockSize);
      if (Arrays.equals(block, zeros)) {
        buffers.giveBack(block);
        return Optional.empty();
      }
      return Optional.of(compressors.submit(block, blockSize, urgency, onCompressed));
    }

    @Override
    public byte[] tail() throws IOException {
      readFully(tail, (int) (size % blockSize));
      if (data.read() >= 0) {
        throw new IOException("the file data goes on after the " + size + " bytes announced");
      }
      return tail;
    }

    private void readFully(byte[] buffer, int length) throws IOException {
      int count = data.readNBytes(buffer, 0, length);
      done += count;
      if (count < length) {
        throw new IOException(
            "the file data ends after " + done + " bytes instead of the " + size + " announced");
      }
    }
  }
}
