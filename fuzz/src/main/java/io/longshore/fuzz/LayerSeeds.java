package io.longshore.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Archives made by GNU tar, in all its formats. */
final class LayerSeeds {
  private static final String TREE =
      """
      mkdir -p tree/d
      printf hello > tree/d/file
      ln tree/d/file tree/hard
      ln -s d/file tree/link
      mkfifo tree/fifo
      : > tree/d/.wh.gone
      : > tree/.wh..wh..opq
      truncate -s 20000 tree/sparse
      printf data | dd of=tree/sparse bs=1 seek=8192 conv=notrunc status=none
      setfattr -n user.note -v text tree/d/file
      """;

  private LayerSeeds() {}

  static List<Seed> make() throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.make()) {
      scratch.shell(TREE);
      List<Seed> seeds = new ArrayList<>();
      for (String format : List.of("v7", "ustar")) {
        seeds.add(archive(scratch, format, "--format=" + format + " tree/d tree/link tree/hard"));
      }
      seeds.add(archive(scratch, "gnu", "--format=gnu -S tree/d tree/fifo tree/sparse"));
      seeds.add(
          archive(scratch, "pax", "--format=pax --xattrs tree/d tree/hard tree/.wh..wh..opq"));
      for (String version : List.of("0.0", "0.1", "1.0")) {
        seeds.add(
            archive(
                scratch,
                "sparse-" + version,
                "--format=pax -S --sparse-version=" + version + " tree/sparse"));
      }
      seeds.add(archive(scratch, "gzip", "--gzip --format=gnu tree"));
      seeds.add(archive(scratch, "zstd", "--zstd --format=gnu tree"));
      seeds.add(longNames(scratch));
      return seeds;
    }
  }

  private static Seed archive(Scratch scratch, String name, String options)
      throws IOException, InterruptedException {
    scratch.shell("tar --blocking-factor=1 --owner=0 --group=0 --mtime=@0 -cf out.tar " + options);
    return new Seed("tar-" + name, scratch.read(Path.of("out.tar")));
  }

  private static Seed longNames(Scratch scratch) throws IOException, InterruptedException {
    scratch.shell(
        """
        long=tree/$(printf %0120d 1)
        : > "$long"
        ln -s "$(printf %0150d 2)" tree/long-link
        """);
    return archive(scratch, "long-names", "--format=gnu tree/0* tree/long-link");
  }
}
