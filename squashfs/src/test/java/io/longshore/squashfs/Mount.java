package io.longshore.squashfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An image mounted by the kernel, which takes root and a loop device. */
final class Mount implements AutoCloseable {
  private final Path point;

  private Mount(Path point) {
    this.point = point;
  }

  static Mount of(Path image) throws IOException, InterruptedException {
    Path point = Files.createTempDirectory("mount");
    Tool.run("mount", "-t", "squashfs", "-o", "loop,ro", image.toString(), point.toString());
    return new Mount(point);
  }

  Path point() {
    return point;
  }

  @Override
  public void close() throws IOException {
    try {
      Tool.run("umount", point.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    Files.delete(point);
  }
}
