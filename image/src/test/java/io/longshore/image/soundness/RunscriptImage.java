package io.longshore.image.soundness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.squashfs.Attributes;
import io.longshore.squashfs.Compression;
import io.longshore.squashfs.Directory;
import io.longshore.squashfs.Node;
import io.longshore.squashfs.SquashfsOptions;
import io.longshore.squashfs.SquashfsWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A squashfs as another builder leaves it: a shell, and the folder that runtimes look into. */
final class RunscriptImage {
  private static final Attributes FOLDER = new Attributes(0755, 0, 0, 0);

  private RunscriptImage() {}

  static void write(Path image, String runscript, int mode, byte[] shell) throws IOException {
    try (FileChannel channel = open(image);
        SquashfsWriter writer = writer(channel)) {
      Directory runtime =
          Directory.builder(FOLDER)
              .add("labels.json", file(writer, 0644, "{}".getBytes(UTF_8)))
              .add("runscript", file(writer, mode, runscript.getBytes(UTF_8)))
              .build();
      Directory.Builder root = Directory.builder(FOLDER).add(".singularity.d", runtime);
      writer.finish(root.add("bin", bin(writer, shell)).build(), 0);
    }
  }

  static void writeWithout(Path image, byte[] shell) throws IOException {
    try (FileChannel channel = open(image);
        SquashfsWriter writer = writer(channel)) {
      writer.finish(Directory.builder(FOLDER).add("bin", bin(writer, shell)).build(), 0);
    }
  }

  private static Directory bin(SquashfsWriter writer, byte[] shell) throws IOException {
    return Directory.builder(FOLDER).add("sh", file(writer, 0755, shell)).build();
  }

  private static Node.RegularFile file(SquashfsWriter writer, int mode, byte[] content)
      throws IOException {
    return new Node.RegularFile(
        new Attributes(mode, 0, 0, 0),
        writer.write(new ByteArrayInputStream(content), content.length));
  }

  private static FileChannel open(Path image) throws IOException {
    return FileChannel.open(
        image,
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static SquashfsWriter writer(FileChannel channel) throws IOException {
    return new SquashfsWriter(channel, 0, new SquashfsOptions(new Compression.Gzip(), 131072, 2));
  }
}
