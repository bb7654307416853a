/**
 * Writes and reads SIF, the Singularity Image Format, version 01.
 *
 * <p>All integers are little-endian and signed. A file is
 *
 * <pre>
 * 0                        header, 128 bytes
 * descriptors offset       table of descriptors, 585 bytes each (written here: 48 of them, at 4096)
 * data offset              objects, in the order of their descriptors (written here: at 32176);
 *                          a partition begins at a multiple of 4096, zeros before it
 * </pre>
 *
 * <p>Header: launch script (32, padded with NUL), magic {@code "SIF_MAGIC\0"} (10), version {@code
 * "01\0"} (3), architecture of the primary partition (2 digits and NUL), UUID (16, big-endian),
 * then eight 64-bit integers: created, modified (seconds since 1970), descriptors free, descriptors
 * in all, offset and size of the table, offset and size of the data.
 *
 * <p>Descriptor: data type (4), in use (1), id (4), group (4), link (4), then seven 64-bit
 * integers: offset, size, size with the padding before it, created, modified, user, group of the
 * owner; name (128, padded with NUL), extra (384), whose meaning depends on the data type. For a
 * partition the extra is: file system (4), partition type (4), architecture (3).
 *
 * <p>The format has no specification but its reference implementation.
 *
 * @see <a href="https://github.com/sylabs/sif/tree/v2.21.1/pkg/sif">sylabs/sif, pkg/sif</a>
 */
package io.longshore.sif;
