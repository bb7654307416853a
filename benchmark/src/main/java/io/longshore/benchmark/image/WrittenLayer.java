package io.longshore.benchmark.image;

import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import java.nio.file.Path;

/** A layer that lies in {@code file}, compressed. */
record WrittenLayer(Path file, Descriptor descriptor, Digest diffId) {}
