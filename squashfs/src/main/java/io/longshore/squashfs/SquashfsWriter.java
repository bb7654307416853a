package io.longshore.squashfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes an image while the data comes in: first the content of all files, in any order, then the
 * tree.
 *
 * <p>The bytes of an image depend on the order and content of the data, the tree, the compression
 * and the block size; not on threads, timing, time of day or machine. Equal content is stored once.
 * Memory is bounded except for about 220 bytes for each entry of the tree, its nodes and attributes
 * included, and for data waiting in queues.
 *
 * <p>After a failure every further call fails with the first failure as its cause. Until {@link
 * #finish} has returned, the channel holds no valid image. To be used by one thread at a time.
 */
public final class SquashfsWriter implements AutoCloseable {
  /** Padding makes an image fit devices with blocks of 1 KiB and of 4 KiB. */
  private static final int PADDING = 4096;

  private final ImageOutput output;
  private final SquashfsOptions options;
  private final CompressorThreads compressors;
  private final BlockBuffers buffers;
  private final BlockCutter cutter;
  private final DataWriter data;
  private final byte[] compressorOptions;
  private State state = State.OPEN;
  private Throwable failure;
  private int queues;

  /**
   * @param channel open for reading and writing, not in append mode; stays open
   * @param start byte in {@code channel} where the image begins; bytes before it stay, bytes behind
   *     it are overwritten or cut off
   */
  public SquashfsWriter(FileChannel channel, long start, SquashfsOptions options)
      throws IOException {
    this(channel, start, options, () -> {});
  }

  /**
   * @param beforeEachBlock run by the compressor threads
   */
  SquashfsWriter(FileChannel channel, long start, SquashfsOptions options, Runnable beforeEachBlock)
      throws IOException {
    if (start < 0) {
      throw new IllegalArgumentException("an image cannot start at " + start);
    }
    this.options = options;
    output = new ImageOutput(channel, start);
    buffers = new BlockBuffers(options.blockSize());
    compressors = new CompressorThreads(options, buffers, beforeEachBlock);
    cutter =
        new BlockCutter(options.blockSize(), buffers, compressors, CompressorThreads.MOST_URGENT);
    data = new DataWriter(output, compressors, buffers, options);
    compressorOptions = CompressorOptions.encode(options.compression());
    output.moveTo(Superblock.LENGTH + compressorOptions.length);
  }

  /**
   * Reads {@code data} to its end and stores it; does not close it.
   *
   * <p>Blocks may still be on their way to the channel when this returns. Content that the tree
   * does not use takes up space all the same.
   *
   * @param size how many bytes {@code data} has
   * @throws CompressorUnavailableException if the native compressor cannot be loaded
   * @throws IOException if {@code data} has fewer or more bytes, or reading, compressing or writing
   *     fails, also of data given before
   */
  public FileContent write(InputStream data, long size) throws IOException {
    requirePossible(size);
    return guarded(() -> this.data.write(cutter.file(data, size)));
  }

  /**
   * A queue for data that another thread prepares. Blocks of an earlier queue are compressed before
   * blocks of a later queue, so make queues in the order in which they will be taken from.
   *
   * @param capacity the approximate number of bytes that may wait in the queue
   */
  public <T> ContentQueue<T> newQueue(long capacity) {
    queues++;
    BlockCutter own =
        new BlockCutter(
            options.blockSize(), buffers, compressors, CompressorThreads.MOST_URGENT + queues);
    return new ContentQueue<>(own, options.blockSize(), capacity);
  }

  /**
   * Stores the current file of {@code queue}, the file that {@link ContentQueue#next} returned
   * last. The queue must be one of this writer's.
   *
   * @throws IOException as {@link #write}
   */
  public FileContent take(ContentQueue<?> queue) throws IOException {
    return guarded(
        () -> {
          FileBlocks file = queue.current();
          requirePossible(file.size());
          return data.write(file);
        });
  }

  private void requirePossible(long size) {
    if (size < 0 || size / options.blockSize() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("a file cannot have " + size + " bytes");
    }
  }

  /**
   * Writes everything but the file data and makes the channel end with the image. Forces nothing to
   * disk.
   *
   * @param modificationTime of the image, seconds since 1970, 0 to 2^32-1
   * @return the length of the image in bytes, a multiple of 4096
   * @throws IllegalArgumentException if a directory has two names, the tree uses content of another
   *     writer, or has more than 65535 different user and group ids
   * @throws IOException if compressing or writing fails, also of data given before
   */
  public long finish(Directory root, long modificationTime) throws IOException {
    Attributes.requireUnsigned32(modificationTime, "modification time");
    return guarded(
        () -> {
          long length = writeMetadata(root, modificationTime);
          state = State.FINISHED;
          return length;
        });
  }

  /** Ends the threads. The channel holds an image only if {@link #finish} has returned. */
  @Override
  public void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      compressors.close();
    }
  }

  private long writeMetadata(Directory root, long modificationTime) throws IOException {
    data.finish();
    BlockCompressor compressor = BlockCompressor.of(options.compression().forMetadata());
    ExtendedAttributeTable extendedAttributes = new ExtendedAttributeTable(compressor);
    InodeNumbers numbers = InodeNumbers.of(root, data);
    TreeWriter tree =
        new TreeWriter(numbers, output, compressor, options.blockSize(), extendedAttributes);

    long inodeTable = output.position();
    tree.writeInodeTable(root);
    long directoryTable = output.position();
    tree.writeDirectoryTable(output);
    long fragmentTable =
        data.fragments().size() == 0
            ? Superblock.ABSENT
            : writeTable(compressor, data.fragments()::writeTo);
    long exportTable = writeTable(compressor, records -> writeAll(records, tree.inodes()));
    long idTable = writeTable(compressor, tree.ids()::writeTo);
    long extendedAttributeTable =
        extendedAttributes.isEmpty() ? Superblock.ABSENT : extendedAttributes.writeTo(output);

    Superblock superblock =
        new Superblock(
            numbers.count(),
            modificationTime,
            options.blockSize(),
            data.fragments().size(),
            options.compression().type(),
            flags(extendedAttributes.isEmpty()),
            tree.ids().size(),
            tree.inodes()[numbers.of(root) - 1],
            output.position(),
            idTable,
            extendedAttributeTable,
            inodeTable,
            directoryTable,
            fragmentTable,
            exportTable);
    pad();
    output.writeAt(Superblock.LENGTH, ByteBuffer.wrap(compressorOptions));
    output.writeAt(0, superblock.encode());
    return output.position();
  }

  private int flags(boolean noExtendedAttributes) {
    return Superblock.FLAG_ALWAYS_FRAGMENTS
        | Superblock.FLAG_DUPLICATES_REMOVED
        | Superblock.FLAG_EXPORTABLE
        | (noExtendedAttributes ? Superblock.FLAG_NO_EXTENDED_ATTRIBUTES : 0)
        | (compressorOptions.length > 0 ? Superblock.FLAG_COMPRESSOR_OPTIONS : 0);
  }

  private long writeTable(BlockCompressor compressor, Records records) throws IOException {
    LookupTableWriter table = new LookupTableWriter(output, compressor);
    records.writeTo(table.records());
    return table.finish();
  }

  private static void writeAll(MetadataWriter records, long[] values) throws IOException {
    for (long value : values) {
      records.u64(value);
    }
  }

  private void pad() throws IOException {
    output.truncate();
    output.write(new byte[(int) (-output.position() & (PADDING - 1))]);
  }

  private <T> T guarded(Work<T> work) throws IOException {
    switch (state) {
      case OPEN -> {}
      case FAILED ->
          throw new IOException("writing failed before: " + failure.getMessage(), failure);
      case FINISHED -> throw new IllegalStateException("the image is finished");
      case CLOSED -> throw new IllegalStateException("the writer is closed");
    }
    try {
      return work.run();
    } catch (IOException | RuntimeException | Error e) {
      state = State.FAILED;
      failure = e;
      throw e;
    }
  }

  private enum State {
    OPEN,
    FAILED,
    FINISHED,
    CLOSED
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private interface Records {
    void writeTo(MetadataWriter records) throws IOException;
  }
}
