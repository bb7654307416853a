package io.longshore.acceptance.hub;

import io.longshore.loopback.Access;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.Place;
import io.longshore.loopback.TarLayer;
import io.longshore.testing.MadeElf;
import java.nio.file.Path;
import java.util.List;

/**
 * Docker Hub in small: https on port 443, tokens from another name, blobs from a third. It wants a
 * network of its own in which those names are this machine's.
 */
final class HubStandIn {
  private static final String REGISTRY = "registry-1.docker.io";
  private static final String TOKEN_SERVER = "auth.docker.io";
  private static final String CONTENT_HOST = "production.cloudflare.docker.com";

  static final List<String> NAMES = List.of(REGISTRY, TOKEN_SERVER, CONTENT_HOST);
  static final String READY = "ready";

  private HubStandIn() {}

  /** An application's image, as Docker pushes it. */
  static MadeImage application() {
    return ImageMaker.create()
        .docker()
        .layer(TarLayer.create().directory("etc", 0755).file("etc/name", 0644, "base").toBytes())
        .layer(
            TarLayer.create()
                .directory("opt", 0755)
                .file("opt/run", 0755, MadeElf.program())
                .toBytes())
        .entrypoint("/opt/run")
        .make();
  }

  /** An official image, which Docker Hub keeps below {@code library/}. */
  static MadeImage official() {
    return ImageMaker.create()
        .layer(TarLayer.create().directory("bin", 0755).file("bin/true", 0755, "true").toBytes())
        .make();
  }

  /**
   * Serves until its input ends.
   *
   * @param arguments the folder of the certificate
   */
  public static void main(String[] arguments) throws Exception {
    HubCertificate certificate = new HubCertificate(Path.of(arguments[0]));
    LoopbackOptions options =
        LoopbackOptions.PLAIN
            .withAccess(Access.WithToken.forEverybody())
            .withRedirectedBlobs()
            .withTls(certificate.serverContext())
            .at(new Place(443, TOKEN_SERVER, CONTENT_HOST));
    try (LoopbackRegistry registry = LoopbackRegistry.start(options)) {
      registry.addImage("bids/validator", "1.2.3", application());
      registry.addImage("library/debian", "12", official());
      System.out.println(READY);
      System.in.readAllBytes();
    }
  }
}
