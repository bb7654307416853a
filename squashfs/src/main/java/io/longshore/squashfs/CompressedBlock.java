package io.longshore.squashfs;

/**
 * @param compressed empty if the block is to be stored as it is
 * @param digest SHA-256 of the plain bytes
 */
record CompressedBlock(byte[] compressed, byte[] digest) {}
