package io.longshore.fuzz;

import io.longshore.fuzz.channel.InMemoryChannel;
import io.longshore.squashfs.Inode;
import io.longshore.squashfs.MalformedSquashfsException;
import io.longshore.squashfs.SquashfsReader;
import io.longshore.squashfs.UnsupportedSquashfsException;
import java.io.IOException;
import java.io.InputStream;

/** Walks an image and reads its files. */
public final class SquashfsTarget {
  /** The most content that is read, because a few bytes can stand for terabytes of zeros. */
  private static final long MOST_CONTENT = 4 << 20;

  private SquashfsTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    try {
      new Walk(SquashfsReader.open(new InMemoryChannel(input), 0)).run();
    } catch (MalformedSquashfsException | UnsupportedSquashfsException refusal) {
      Expectation.isPrintable(refusal.getMessage());
    }
  }

  private static final class Walk {
    private final SquashfsReader reader;
    private long contentLeft = MOST_CONTENT;

    Walk(SquashfsReader reader) {
      this.reader = reader;
    }

    void run() throws IOException {
      reader.walk(this::visit);
    }

    private void visit(byte[] path, Inode inode) throws IOException {
      Expectation.holds(
          inode.number() >= 1 && inode.number() <= reader.superblock().inodeCount(),
          "an inode with a number out of range");
      if (inode instanceof Inode.FileInode file && contentLeft > 0) {
        read(file);
      }
    }

    private void read(Inode.FileInode file) throws IOException {
      byte[] buffer = new byte[1 << 16];
      long length = 0;
      InputStream content = reader.content(file);
      int n = content.read(buffer);
      while (n >= 0 && contentLeft > 0) {
        length += n;
        contentLeft -= n;
        n = content.read(buffer);
      }
      boolean whole = n < 0;
      Expectation.holds(
          whole ? length == file.size() : length <= file.size(),
          "a file of " + file.size() + " bytes with " + length);
    }
  }
}
