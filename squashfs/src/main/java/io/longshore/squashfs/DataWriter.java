package io.longshore.squashfs;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts file data into blocks and a tail. Equal sequences of full blocks are stored once: whether
 * one is new is known only at its end, and if not, the position goes back to where it began.
 *
 * <p>Equal means equal SHA-256 of the blocks' SHA-256.
 */
final class DataWriter {
  private static final DataRun NO_BLOCKS = new DataRun(0);

  private final int blockSize;
  private final ImageOutput output;
  private final OrderedBlockWriter blocks;
  private final FragmentPacker fragments;
  private final DigestTable seen = new DigestTable();
  private final List<DataRun> runs = new ArrayList<>();
  private final byte[] tail;
  private final byte[] zeros;
  private final byte[] digestOfZeros;

  DataWriter(ImageOutput output, CompressorThreads compressors, SquashfsOptions options) {
    this.output = output;
    blockSize = options.blockSize();
    blocks = new OrderedBlockWriter(output, compressors, options);
    fragments = new FragmentPacker(blocks, blockSize);
    tail = new byte[blockSize];
    zeros = new byte[blockSize];
    digestOfZeros = Sha256.newMessageDigest().digest(zeros);
  }

  FileContent write(InputStream data, long size) throws IOException {
    int fullBlocks = Math.toIntExact(size / blockSize);
    DataRun run = fullBlocks == 0 ? NO_BLOCKS : writeRun(data, size, fullBlocks);
    int tailLength = (int) (size % blockSize);
    readFully(data, tail, tailLength, size, size - tailLength);
    if (data.read() >= 0) {
      throw new IOException("the file data goes on after the " + size + " bytes announced");
    }
    FragmentLocation location =
        tailLength == 0 ? FragmentLocation.NONE : fragments.add(tail, tailLength);
    return new FileContent(this, size, run, location);
  }

  void finish() throws IOException {
    fragments.flush();
    blocks.drain();
  }

  FragmentTable fragments() {
    return fragments.table();
  }

  private DataRun writeRun(InputStream data, long size, int fullBlocks) throws IOException {
    DataRun run = new DataRun(fullBlocks);
    MessageDigest digestOfRun = Sha256.newMessageDigest();
    for (int i = 0; i < fullBlocks; i++) {
      byte[] block = blocks.takeBuffer();
      readFully(data, block, blockSize, size, (long) i * blockSize);
      if (Arrays.equals(block, zeros)) {
        blocks.giveBack(block);
        blocks.enqueue(
            () -> {
              run.add(0);
              digestOfRun.update(digestOfZeros);
            });
      } else {
        blocks.enqueue(
            block,
            blockSize,
            (position, storedSize, digest) -> {
              run.add(storedSize);
              digestOfRun.update(digest);
            });
      }
    }
    blocks.enqueue(() -> endRun(run, digestOfRun.digest()));
    return run;
  }

  private void endRun(DataRun run, byte[] digest) {
    int number = seen.putIfAbsent(digest);
    if (number == DigestTable.ABSENT) {
      run.endAt(output.position());
      runs.add(run);
    } else {
      output.moveTo(output.position() - run.storedLength());
      run.become(runs.get(number));
    }
  }

  private static void readFully(InputStream data, byte[] buffer, int length, long size, long before)
      throws IOException {
    int count = data.readNBytes(buffer, 0, length);
    if (count < length) {
      throw new IOException(
          "the file data ends after "
              + (before + count)
              + " bytes instead of the "
              + size
              + " announced");
    }
  }
}
