package io.longshore.image.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The format of a file, recognized by its first bytes.
 *
 * <p>Images of Singularity 2 begin with a line for the kernel, {@code #!/usr/bin/env
 * run-singularity}. The file system, squashfs or ext3, begins right behind this line.
 *
 * @see <a href="https://github.com/apptainer/apptainer/tree/v1.4.5/pkg/image">what Apptainer looks
 *     for</a>
 */
public sealed interface ImageFormat {
  record Sif() implements ImageFormat {}

  /**
   * @param offset of the superblock, in bytes from the start of the file
   */
  record Squashfs(long offset) implements ImageFormat {}

  /** A file system of the ext family. */
  record Ext() implements ImageFormat {}

  /** A pointer file, which git-annex puts in place of an unlocked file without content. */
  record AnnexPointer() implements ImageFormat {}

  record Unknown() implements ImageFormat {}

  static ImageFormat of(FileChannel channel) throws IOException {
    String start = start(channel);
    if (start.startsWith("SIF_MAGIC", 32)) {
      return new Sif();
    }
    if (start.startsWith("/annex/objects/")) {
      return new AnnexPointer();
    }
    int offset = afterLaunchLine(start);
    if (start.startsWith("hsqs", offset)) {
      return new Squashfs(offset);
    }
    // The superblock is at byte 1024; its magic number, 0xef53, is at byte 56 of the superblock.
    return start.startsWith("S\u00ef", offset + 1080) ? new Ext() : new Unknown();
  }

  private static int afterLaunchLine(String start) {
    int end = start.indexOf('\n');
    return start.startsWith("#!") && end > 0 && start.substring(0, end).endsWith(" run-singularity")
        ? end + 1
        : 0;
  }

  /** The first 2 KiB, each byte decoded as one character. */
  private static String start(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(2048);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
      // A channel may return fewer bytes than requested.
    }
    return new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
  }
}
