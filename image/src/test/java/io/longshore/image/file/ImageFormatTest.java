package io.longshore.image.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFormatTest {
  private static final String LAUNCH = "#!/usr/bin/env run-singularity\n";
  private static final String EXT = "\0".repeat(1080) + "S\u00ef" + "\0".repeat(1000);

  @TempDir Path folder;

  @Test
  void formatsAreToldByTheirFirstBytes() throws IOException {
    assertEquals(new ImageFormat.Sif(), format(LAUNCH + "\0SIF_MAGIC and more"));
    assertEquals(new ImageFormat.Squashfs(0), format("hsqs and more"));
    assertEquals(new ImageFormat.Squashfs(31), format(LAUNCH + "hsqs and more"));
    assertEquals(new ImageFormat.Ext(), format(EXT));
    assertEquals(new ImageFormat.Ext(), format(LAUNCH + EXT));
    assertEquals(new ImageFormat.AnnexPointer(), format("/annex/objects/SHA256-s1--00\n"));
    assertEquals(new ImageFormat.Unknown(), format("#!/bin/sh\nhsqs"));
    assertEquals(new ImageFormat.Unknown(), format(LAUNCH));
    assertEquals(new ImageFormat.Unknown(), format("#!/usr/bin/env run-singularity"));
    assertEquals(new ImageFormat.Unknown(), format(""));
  }

  @Property(tries = 100)
  void anyBytesAreBorne(@ForAll byte[] bytes) throws IOException {
    Path file = Files.createTempFile("format", "");
    try {
      Files.write(file, bytes);
      try (FileChannel channel = FileChannel.open(file)) {
        ImageFormat.of(channel);
        assertEquals(0, channel.position());
      }
    } finally {
      Files.delete(file);
    }
  }

  private ImageFormat format(String bytes) throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes.getBytes(ISO_8859_1));
    try (FileChannel channel = FileChannel.open(file)) {
      return ImageFormat.of(channel);
    }
  }
}
