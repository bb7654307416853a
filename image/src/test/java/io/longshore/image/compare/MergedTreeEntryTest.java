package io.longshore.image.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.image.ContainerImage;
import io.longshore.image.SifBuilder;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.BlobSource;
import io.longshore.sif.SifFile;
import io.longshore.squashfs.SquashfsReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedTreeEntryTest {
  @TempDir Path folder;

  @Test
  void theTreeOfALayoutIsThatOfItsSif() throws IOException {
    assertEquals(List.of(), compare(image("x"), image("x")));
  }

  @Test
  void whatDiffersIsTheSameAsBetweenTwoSifs() throws IOException {
    List<Difference> differences = compare(image("other"), image("x"));

    assertEquals(
        List.of("/.singularity.d/Singularity", "/.singularity.d/labels.json", "/opt/file"),
        differences.stream().map(Difference::place).toList());
    assertEquals(new Difference("/opt/file", "size", "5 bytes", "1 bytes"), differences.getLast());
  }

  private static MadeImage image(String content) {
    return ImageMaker.create()
        .plainLayer(
            TarLayer.create()
                .file("opt/file", 0640, content)
                .hardLink("opt/hard", "opt/file")
                .symbolicLink("opt/soft", "file")
                .file("gone", 0644, "gone")
                .entry(
                    "opt/null",
                    TarConstants.LF_CHR,
                    new byte[0],
                    entry -> {
                      entry.setDevMajor(1);
                      entry.setDevMinor(3);
                    })
                .entry("opt/pipe", TarConstants.LF_FIFO, new byte[0], entry -> {})
                .entry(
                    "opt/early",
                    TarConstants.LF_NORMAL,
                    new byte[0],
                    entry -> {
                      entry.setModTime(-5000L);
                      entry.setUserId(70000);
                    })
                .toBytes())
        .plainLayer(TarLayer.create().whiteout("gone").file("a/b/c", 0600, "c").toBytes())
        .make();
  }

  private List<Difference> compare(MadeImage layout, MadeImage built) throws IOException {
    Path sif = folder.resolve("x.sif");
    builder(built).build(sif);
    List<Difference> differences = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(sif);
        SifFile file = SifFile.open(channel)) {
      SquashfsReader reader =
          SquashfsReader.open(channel, file.primaryPartition().orElseThrow().offset());
      SifBuilder builder = builder(layout);
      TreeComparison.compare(
          MergedTreeEntry.root(builder.tree(), blobs(layout), builder.builderSeconds()),
          SquashfsEntry.root(reader),
          differences::add);
    }
    return differences;
  }

  private static SifBuilder builder(MadeImage image) throws IOException {
    return SifBuilder.of(ContainerImage.of(image.image(), Map.of(), "test"), blobs(image));
  }

  private static BlobSource blobs(MadeImage image) {
    return descriptor -> new ByteArrayInputStream(image.blobs().get(descriptor.digest()));
  }
}
