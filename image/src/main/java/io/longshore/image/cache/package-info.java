/**
 * A cache of compressed blocks on disk, shared by all builds of a user.
 *
 * <p>Blocks lie in packs: files that are written once, front to back, and never changed. A pack is,
 * from its first byte on,
 *
 * <ul>
 *   <li>the compressed blocks, one after the other, in the order they were made;
 *   <li>the index, 48 bytes for each block, sorted by key ({@link
 *       io.longshore.image.cache.PackIndex});
 *   <li>the trailer, 24 bytes ({@link io.longshore.image.cache.PackTrailer}).
 * </ul>
 *
 * <p>A pack is {@code HEX.writing} until its trailer is written, then {@code HEX.pack}. Nothing is
 * forced to disk: the trailer has a checksum of the index, the index has a checksum of each block,
 * and a block or index that does not match is ignored. The modification time of a pack is the time
 * of its last use. All integers are little-endian.
 */
package io.longshore.image.cache;
