package io.longshore.benchmark.measure;

/**
 * What one run of a builder took.
 *
 * @param seconds from the start of its first process until its output is on disk
 * @param processorSeconds user and system time of all its processes
 * @param memory the most its processes had in memory at a time, in bytes
 * @param temporaryDisk the most that was on disk at a time beyond the output and what stays in
 *     caches, in bytes
 * @param cache by what caches grew, in bytes
 * @param outputSize in bytes; 0 if it makes none
 */
public record Measurement(
    double seconds,
    double processorSeconds,
    long memory,
    long temporaryDisk,
    long cache,
    long outputSize) {}
