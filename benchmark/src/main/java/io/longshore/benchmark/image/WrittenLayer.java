package io.longshore.benchmark.image;

import io.longshore.oci.Descriptor;
import io.longshore.oci.Digest;
import java.nio.file.Path;

/** A layer that lies in {@code file}, compressed. */
record WrittenLayer(Path file, Descriptor descriptor, Digest diffId) {}
