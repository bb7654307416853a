package io.longshore.benchmark.image;

import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import java.nio.file.Path;

/** A compressed layer in {@code file}. */
record WrittenLayer(Path file, Descriptor descriptor, Digest diffId) {}
