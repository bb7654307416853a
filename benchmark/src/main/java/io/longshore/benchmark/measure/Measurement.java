package io.longshore.benchmark.measure;

/**
 * The resources that one run of a builder used.
 *
 * @param seconds from the start of its first process until its output is on disk
 * @param processorSeconds user and system time of all its processes
 * @param memory largest memory of all its processes at a time, in bytes
 * @param temporaryDisk largest use of disk at a time, without the output and caches, in bytes
 * @param cache growth of caches, in bytes
 * @param outputSize in bytes; 0 if the builder makes no output
 */
public record Measurement(
    double seconds,
    double processorSeconds,
    long memory,
    long temporaryDisk,
    long cache,
    long outputSize) {}
