package io.longshore.loopback;

import static io.longshore.loopback.Clients.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Reference;
import io.longshore.oci.SourceChangedException;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.ResolvedManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {
  private static final MadeImage IMAGE = Samples.largeImage();
  private static final Descriptor LAYER = IMAGE.manifest().layers().getFirst();

  @TempDir private Path home;
  private LoopbackRegistry mirror;
  private LoopbackRegistry origin;
  private RegistryClient client;

  /** Starts both, the mirror below a path; only the origin is at {@code team/app} itself. */
  private Reference start(FaultPlan mirrorFaults) throws IOException {
    mirror = LoopbackRegistry.start(LoopbackOptions.PLAIN.withFaults(mirrorFaults));
    origin = LoopbackRegistry.start(LoopbackOptions.PLAIN);
    String conf =
        """
        [[registry]]
        location = "%s"
        insecure = true
        [[registry.mirror]]
        location = "%s/cache"
        insecure = true
        """
            .formatted(origin.host(), mirror.host());
    client = RegistryClient.open(Clients.options(home, conf, Map.of()));
    origin.addImage("team/app", "1", IMAGE);
    return Reference.parse(origin.host() + "/team/app:1");
  }

  @AfterEach
  void close() {
    client.close();
    mirror.close();
    origin.close();
  }

  @Test
  void theMirrorServesAndTheOriginIsNamed() throws IOException {
    Reference reference = start(FaultPlan.NONE);
    mirror.addImage("cache/team/app", "1", IMAGE);
    ResolvedManifest manifest = client.resolve(reference);
    client.fetchBlob(reference.repository(), IMAGE.manifest().config());
    assertEquals(reference.repository(), manifest.repository());
    assertEquals(2, mirror.received().size());
    assertEquals(0, origin.received().size());
    assertTrue(
        client
            .blobUrl(reference.repository(), LAYER.digest())
            .toString()
            .startsWith("http://" + origin.host() + "/v2/team/app/blobs/"));
  }

  @Test
  void whatTheMirrorLacksTheOriginServes() throws IOException {
    Reference reference = start(FaultPlan.NONE);
    assertEquals(IMAGE.digest(), client.resolve(reference).digest());
    assertEquals(1, manifestRequests(mirror), "one attempt");
    assertEquals(1, origin.received().size());
  }

  private static long manifestRequests(LoopbackRegistry registry) {
    return registry.received().stream().filter(ReceivedRequest::isForManifest).count();
  }

  @Test
  void aMirrorInTroubleIsAskedOnce() throws IOException {
    Reference reference = start(FaultPlan.always(r -> true, new Fault.Status(503)));
    assertEquals(IMAGE.digest(), client.resolve(reference).digest());
    assertEquals(1, mirror.received().size());
  }

  @Test
  void aMirrorWithWrongBytesIsPassedOver() throws IOException {
    Reference reference = start(FaultPlan.always(r -> true, new Fault.WrongBytes()));
    mirror.addImage("cache/team/app", "1", IMAGE);
    assertEquals(IMAGE.digest(), client.resolve(reference).digest());
  }

  @Test
  void aLayerThatBreaksAtTheMirrorGoesOnAtTheOrigin() throws IOException {
    Reference reference =
        start(
            r ->
                Optional.of(
                    r.range().isEmpty() ? new Fault.Truncate(200_000) : new Fault.Status(500)));
    mirror.addImage("cache/team/app", "1", IMAGE);
    try (InputStream in = client.openBlob(reference.repository(), LAYER, 0)) {
      assertEquals(LAYER.size(), in.readAllBytes().length);
    }
    assertEquals(1, origin.received().size());
    assertTrue(origin.received().getFirst().range().isPresent());
  }

  @Test
  void whatTheOriginSaysIsReportedAndTheMirrorsTroubleBesideIt() throws IOException {
    Reference reference = start(FaultPlan.always(r -> true, new Fault.Status(500)));
    Reference absent = Reference.parse(reference.repository() + ":2");
    FailureException e = assertFails(FailureKind.GONE, () -> client.resolve(absent));
    assertEquals(1, e.getSuppressed().length);
    assertTrue(e.getSuppressed()[0].getMessage().contains("500"));
  }

  private byte[] layer(Reference reference) throws IOException {
    try (InputStream in = client.openBlob(reference.repository(), LAYER, 0)) {
      return in.readAllBytes();
    }
  }

  @Test
  void aMirrorThatCutsALayerEachTimeIsLeftForTheOrigin() throws IOException {
    Reference reference =
        start(FaultPlan.always(ReceivedRequest::isForBlob, new Fault.Truncate(100_000)));
    mirror.addImage("cache/team/app", "1", IMAGE);
    assertArrayEquals(IMAGE.blobs().get(LAYER.digest()), layer(reference));
    assertEquals(1, origin.received().size());
  }

  @Test
  void aMirrorThatFalsifiesALayerIsNamedAndNotAskedForItAgain() throws IOException {
    Reference reference =
        start(FaultPlan.always(ReceivedRequest::isForBlob, new Fault.WrongBytes()));
    mirror.addImage("cache/team/app", "1", IMAGE);
    FailureException e = assertFails(FailureKind.MALFORMED, () -> layer(reference));
    assertTrue(e.problem().contains("the mirror " + mirror.host()), e.problem());
    assertInstanceOf(SourceChangedException.class, e.getCause());
    assertArrayEquals(IMAGE.blobs().get(LAYER.digest()), layer(reference));
  }

  @Test
  void aConfigThatAMirrorFalsifiesComesFromTheOrigin() throws IOException {
    Reference reference =
        start(FaultPlan.always(ReceivedRequest::isForBlob, new Fault.WrongBytes()));
    mirror.addImage("cache/team/app", "1", IMAGE);
    Descriptor config = IMAGE.manifest().config();
    assertArrayEquals(
        IMAGE.blobs().get(config.digest()), client.fetchBlob(reference.repository(), config));
  }
}
