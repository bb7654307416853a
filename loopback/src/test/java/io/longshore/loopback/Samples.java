package io.longshore.loopback;

import io.longshore.oci.Platform;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Images small enough to look at and large enough to break in the middle. */
final class Samples {
  static final int NOISE_BYTES = 1 << 20;

  private Samples() {}

  static MadeImage image() {
    return maker().make();
  }

  static MadeImage dockerImage() {
    return maker().docker().make();
  }

  static MadeImage image(String platform) {
    return maker().platform(Platform.parse(platform)).label("for", platform).make();
  }

  /** The manifest of {@link #image()} as it is without {@code mediaType}, which is optional. */
  static byte[] manifestWithoutType() {
    return new String(image().manifestBytes(), StandardCharsets.UTF_8)
        .replaceFirst("\"mediaType\": *\"[^\"]*manifest[^\"]*\",", "")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** One incompressible layer of a little more than {@link #NOISE_BYTES}. */
  static MadeImage largeImage() {
    byte[] noise = new byte[NOISE_BYTES];
    new Random(7).nextBytes(noise);
    return ImageMaker.create()
        .plainLayer(TarLayer.create().file("noise", 0644, noise).toBytes())
        .make();
  }

  private static ImageMaker maker() {
    TarLayer lower =
        TarLayer.create()
            .directory("etc", 0755)
            .file("etc/motd", 0644, "hello\n")
            .file("etc/old", 0600, "old")
            .symbolicLink("etc/link", "motd");
    TarLayer upper = TarLayer.create().whiteout("etc/old").file("etc/new", 0644, "new");
    return ImageMaker.create()
        .layer(lower.toBytes())
        .layer(upper.toBytes())
        .environment("PATH=/bin")
        .entrypoint("/bin/true")
        .label("a", "b");
  }
}
