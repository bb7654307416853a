package io.longshore.image.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * What a file is, told from its first bytes.
 *
 * <p>Images of Singularity 2 begin with a line for the kernel, {@code #!/usr/bin/env
 * run-singularity}, right behind which the file system begins, squashfs or ext3.
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

  /** What git-annex leaves in place of an unlocked file whose content is elsewhere. */
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
    // The superblock is at 1024, and its magic number, 0xef53, 56 bytes into that.
    return start.startsWith("S\u00ef", offset + 1080) ? new Ext() : new Unknown();
  }

  private static int afterLaunchLine(String start) {
    int end = start.indexOf('\n');
    return start.startsWith("#!") && end > 0 && start.substring(0, end).endsWith(" run-singularity")
        ? end + 1
        : 0;
  }

  /** The first 2 KiB, a character a byte. */
  private static String start(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(2048);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
      // A channel may give less than asked for.
    }
    return new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
  }
}
