/**
 * Writes and reads SquashFS 4.0 images.
 *
 * <p>An image is, from its first byte on: superblock (96 bytes), compressor options, file data and
 * fragment blocks, inode table, directory table, fragment table, export table, id table, extended
 * attribute table. All integers are little-endian; all positions are relative to the first byte of
 * the superblock, wherever in a file the image lies.
 *
 * <p>Reading order for newcomers. Writing: {@link io.longshore.squashfs.Node}, the tree of an
 * image; {@link io.longshore.squashfs.SquashfsWriter}, which gets it; then data, by {@code
 * BlockCutter}, {@code ContentQueue}, {@code OrderedBlockWriter}, {@code DataWriter} with {@code
 * RunIndex}, and {@code FragmentPacker}; then metadata, by {@code TreeWriter}, {@code
 * InodeTableWriter}, {@code DirectoryTableWriter} and {@code MetadataWriter} with {@code
 * HeldBlocks}. Reading: {@link io.longshore.squashfs.SquashfsReader}, {@code InodeReader}, {@code
 * DirectoryReader}, {@code DataBlockReader}, {@code MetadataReader}. Compressors: {@link
 * io.longshore.squashfs.Compression} chooses one, {@code BlockCompressor} and {@code
 * BlockDecompressor} do the work. Reader, writer and compressors are in one package because they
 * share the records of the format.
 *
 * <p>{@code FORMAT_COVERAGE.md} lists each field of the format and whether it is written, read or
 * skipped.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/filesystems/squashfs.html">Linux kernel,
 *     SquashFS 4.0</a>
 * @see <a href="https://github.com/AgentD/squashfs-tools-ng/blob/master/doc/format.adoc">Squashfs
 *     binary format</a>
 */
package io.longshore.squashfs;
