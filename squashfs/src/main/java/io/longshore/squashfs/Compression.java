package io.longshore.squashfs;

/** How the blocks of an image are compressed; together with its level it decides the bytes. */
public sealed interface Compression permits Gzip, Zstd {
  CompressionType type();
}
