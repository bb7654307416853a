package io.longshore.squashfs;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Places the blocks and the tail of each file. Equal runs of full blocks are stored once. Whether a
 * run is new is known only at its end; if it is not new, the position goes back to the start of the
 * run.
 */
final class DataWriter {
  private static final DataRun NO_BLOCKS = new DataRun(0);

  private final int blockSize;
  private final ImageOutput output;
  private final BlockBuffers buffers;
  private final OrderedBlockWriter blocks;
  private final FragmentPacker fragments;
  private final RunIndex runs;

  DataWriter(
      ImageOutput output,
      CompressorThreads compressors,
      BlockBuffers buffers,
      SquashfsOptions options) {
    this.output = output;
    this.buffers = buffers;
    blockSize = options.blockSize();
    blocks = new OrderedBlockWriter(output, buffers, options.threads());
    fragments = new FragmentPacker(blocks, compressors, buffers, blockSize);
    runs = new RunIndex(output);
  }

  FileContent write(FileBlocks file) throws IOException {
    int fullBlocks = Math.toIntExact(file.size() / blockSize);
    DataRun run = fullBlocks == 0 ? NO_BLOCKS : writeRun(file, fullBlocks);
    int tailLength = (int) (file.size() % blockSize);
    byte[] tail = file.tail();
    FragmentLocation location =
        tailLength == 0 ? FragmentLocation.NONE : fragments.add(tail, tailLength, fullBlocks == 0);
    return new FileContent(this, file.size(), run, location);
  }

  void finish() throws IOException {
    fragments.finish();
    blocks.drain();
    runs.clear();
    buffers.clear();
  }

  FragmentTable fragments() {
    return fragments.table();
  }

  private DataRun writeRun(FileBlocks file, int fullBlocks) throws IOException {
    DataRun run = new DataRun(fullBlocks);
    for (int i = 0; i < fullBlocks; i++) {
      Optional<Future<CompressedBlock>> block = file.nextBlock();
      if (block.isEmpty()) {
        blocks.enqueue(() -> run.add(0, 0));
      } else {
        blocks.enqueue(
            block.get(), (position, storedSize, checksum) -> run.add(storedSize, checksum));
      }
    }
    blocks.enqueue(() -> endRun(run));
    return run;
  }

  private void endRun(DataRun run) throws IOException {
    run.endAt(output.position());
    Optional<DataRun> earlier = runs.findOrAdd(run);
    if (earlier.isPresent()) {
      output.moveTo(run.start());
      run.become(earlier.get());
    }
  }
}
