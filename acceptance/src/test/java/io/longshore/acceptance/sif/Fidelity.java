package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.longshore.ground.FailureException;
import io.longshore.image.ContainerImage;
import io.longshore.image.SifBuilder;
import io.longshore.loopback.ImageMaker;
import io.longshore.oci.layer.ObservedFile;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

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
    return layOut(maker, Map.of());
  }

  Path layOut(ImageMaker maker, Map<String, String> annotations) throws IOException {
    return Layouts.write(folder.resolve("image.oci"), maker.make(), annotations);
  }

  Path build(Path layout) throws IOException {
    ImageLayout opened = ImageLayout.open(layout);
    LayoutImage image = opened.soleImage();
    Path sif = folder.resolve("ours.sif");
    SifBuilder.of(ContainerImage.of(image, opened.annotations(), layout.toString()), opened.blobs())
        .build(sif);
    return sif;
  }

  /**
   * Builds, and compares with each peer; what one refuses, we have to refuse.
   *
   * @return for each peer whether it unpacks the image
   */
  Map<Peer, Boolean> assertSameAs(Set<Peer> peers, Path layout) throws IOException {
    Optional<NavigableMap<String, ObservedFile>> ours = Optional.empty();
    String refusal = "";
    try {
      ours = Optional.of(SifReader.KERNEL.read(build(layout)));
    } catch (FailureException e) {
      refusal = e.getMessage();
    }
    boolean hasDirectoriesOverFiles = false;
    Map<Peer, Boolean> unpacks = new EnumMap<>(Peer.class);
    for (Peer peer : peers) {
      Peer.Outcome outcome = peer.unpack(layout, folder);
      unpacks.put(peer, outcome instanceof Peer.Outcome.Unpacked);
      switch (outcome) {
        case Peer.Outcome.Unpacked unpacked -> {
          if (ours.isEmpty()) {
            fail(peer + " unpacks it: " + refusal);
          }
          assertSame(peer, unpacked, ours.get(), hasDirectoriesOverFiles);
        }
        case Peer.Outcome.Refused refused -> {
          hasDirectoriesOverFiles |= refused.isFileAsDirectory();
          if (ours.isPresent() && !refused.isFileAsDirectory()) {
            fail(peer + " refuses it: " + refused.messages());
          }
        }
      }
    }
    return unpacks;
  }

  static void assertSame(
      Peer peer, Peer.Outcome.Unpacked unpacked, NavigableMap<String, ObservedFile> ours) {
    assertSame(peer, unpacked, ours, false);
  }

  private static void assertSame(
      Peer peer,
      Peer.Outcome.Unpacked unpacked,
      NavigableMap<String, ObservedFile> ours,
      boolean hasDirectoriesOverFiles) {
    NavigableMap<String, ObservedFile> expected =
        new ExpectedTree(ours, hasDirectoriesOverFiles).from(peer, unpacked);
    assertEquals("", TreeDifferences.between(expected, ours), () -> "otherwise than " + peer);
  }
}
