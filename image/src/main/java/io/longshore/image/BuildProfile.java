package io.longshore.image;

/**
 * What, beside the image itself, decides the bytes of a SIF.
 *
 * @param formatVersion the version of Longshore's SIF content; a release rebuilds all it knows
 * @param compression {@code gzip} or {@code zstd}
 * @param level of the compressor: libdeflate 1 to 12, zstd 1 to 22
 * @param blockSize of the squashfs in bytes, a power of two from 4096 to 1048576
 */
public record BuildProfile(int formatVersion, String compression, int level, int blockSize) {
  public static final int FORMAT_VERSION = 1;
  public static final BuildProfile DEFAULT = new BuildProfile(FORMAT_VERSION, "gzip", 6, 131072);
}
