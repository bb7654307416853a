package io.longshore.cli.doctor;

import io.longshore.oci.layer.LayerCompression;
import io.longshore.squashfs.Compression;
import io.longshore.squashfs.CompressorUnavailableException;
import io.longshore.squashfs.SquashfsOptions;
import io.longshore.squashfs.SquashfsWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Checks that the native compressors can be loaded, without which no SIF can be built. */
record CompressorCheck() implements HealthCheck {
  @Override
  public String name() {
    return "compressor";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    Path scratch = Files.createTempFile("longshore-doctor-", ".squashfs");
    try (FileChannel channel =
        FileChannel.open(scratch, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (var compression : List.of(new Compression.Gzip(), new Compression.Zstd())) {
        SquashfsOptions options =
            new SquashfsOptions(compression, SquashfsOptions.DEFAULT_BLOCK_SIZE, 1);
        new SquashfsWriter(channel, 0, options).close();
      }
      return List.of(
          Diagnosis.ok(
              LayerCompression.usesIsa()
                  ? "gzip and zstd load; layers are inflated by ISA-L"
                  : "gzip and zstd load; layers are inflated by zlib (ISA-L, in Debian's package"
                      + " libisal2, takes half the time)"));
    } catch (CompressorUnavailableException e) {
      return List.of(
          Diagnosis.problem(
              String.valueOf(e.getMessage()),
              "set LONGSHORE_TMPDIR to a folder you may write to and run programs from"));
    } finally {
      Files.deleteIfExists(scratch);
    }
  }
}
