package io.longshore.sif;

/**
 * The positions of the descriptor table and the data of a SIF.
 *
 * @param descriptorsFree number of unused table entries
 * @param descriptorsTotal number of all table entries
 * @param descriptorsOffset in bytes from the start of the file
 * @param descriptorsSize in bytes
 * @param dataOffset in bytes from the start of the file
 * @param dataSize in bytes, padding before partitions included
 */
public record SifRegions(
    long descriptorsFree,
    long descriptorsTotal,
    long descriptorsOffset,
    long descriptorsSize,
    long dataOffset,
    long dataSize) {}
