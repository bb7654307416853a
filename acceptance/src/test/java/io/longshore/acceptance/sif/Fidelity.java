package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.fail;

import io.longshore.acceptance.collection.Shell;
import io.longshore.image.ContainerImage;
import io.longshore.image.SifBuilder;
import io.longshore.loopback.ImageMaker;
import io.longshore.oci.FailureException;
import io.longshore.oci.layer.ObservedFile;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** Builds one image with us and with the peers, in a folder of its own. */
final class Fidelity {
  /** Later than any time in a layer of the tests, and earlier than now. */
  static final Instant CREATED = Instant.parse("2021-02-03T04:05:06Z");

  private final Path folder;

  /**
   * @param folder empty, on a file system with extended attributes
   */
  Fidelity(Path folder) {
    this.folder = folder;
  }

  /** An image of these layers, compressed with gzip, from the lowest up. */
  static ImageMaker image(List<byte[]> layers) {
    ImageMaker maker = ImageMaker.create().created(CREATED.toString());
    layers.forEach(maker::layer);
    return maker;
  }

  Path layOut(ImageMaker maker) throws IOException {
    return Layouts.write(folder.resolve("image.oci"), maker.make(), Map.of());
  }

  Path build(Path layout) throws IOException {
    ImageLayout opened = ImageLayout.open(layout);
    LayoutImage image = opened.soleImage();
    Path sif = folder.resolve("ours.sif");
    SifBuilder.of(
            new ContainerImage(
                image.manifest(),
                image.descriptor().digest(),
                image.config(),
                opened.annotations(),
                layout.toString()),
            opened.blobs())
        .build(sif);
    return sif;
  }

  /** Builds, and compares with the peer; what it refuses, we have to refuse. */
  void assertSameAs(Peer peer, Path layout) throws IOException {
    Optional<Path> sif = Optional.empty();
    String refusal = "";
    try {
      sif = Optional.of(build(layout));
    } catch (FailureException e) {
      refusal = e.getMessage();
    }
    switch (peer.unpack(layout, folder)) {
      case Peer.Outcome.Refused(String messages) -> {
        if (sif.isPresent()) {
          fail(peer + " refuses what we build: " + messages);
        }
      }
      case Peer.Outcome.Unpacked unpacked -> {
        if (sif.isEmpty()) {
          fail(peer + " unpacks what we refuse: " + refusal);
        }
        assertSame(peer, unpacked, SifReader.KERNEL.read(sif.get()), "the kernel");
      }
    }
  }

  static void assertSame(
      Peer peer,
      Peer.Outcome.Unpacked unpacked,
      NavigableMap<String, ObservedFile> ours,
      String reader) {
    TreeDifferences.assertSame(
        new ExpectedTree(ours, CREATED.getEpochSecond()).from(peer, unpacked), ours, reader);
  }

  void clear() {
    Shell.in(folder).run("find", ".", "-mindepth", "1", "-delete");
  }
}
