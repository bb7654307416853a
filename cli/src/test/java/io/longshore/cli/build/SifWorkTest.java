package io.longshore.cli.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.progress.ProgressBoard;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.image.cache.BlockCache;
import io.longshore.loopback.Access;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.MadeIndex;
import io.longshore.loopback.ReceivedRequest;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Platform;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.oci.registry.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIFs whose layers come from a registry while they are built. */
class SifWorkTest {
  private static final MadeImage IMAGE =
      ImageMaker.create()
          .layer(TarLayer.create().file("lower", 0644, noise(1)).toBytes())
          .zstdLayer(TarLayer.create().file("middle", 0644, noise(2)).toBytes())
          .plainLayer(TarLayer.create().file("upper", 0644, noise(3)).toBytes())
          .entrypoint("/lower")
          .make();

  /** Of two files of one name in a layer the last counts, and the first was stored. */
  private static final MadeImage SURPRISING =
      ImageMaker.create()
          .layer(TarLayer.create().file("twice", 0644, noise(4)).file("twice", 0644, "x").toBytes())
          .layer(TarLayer.create().file("other", 0644, "other").toBytes())
          .entrypoint("/x")
          .make();

  @TempDir Path folder;
  private Path files;
  private LoopbackRegistry registry;
  private final List<String> warnings = new ArrayList<>();
  private BuildInput lastInput;

  private static byte[] noise(int seed) {
    byte[] bytes = new byte[300_000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @BeforeEach
  void makeFolder() throws IOException {
    files = Files.createDirectory(folder.resolve("files"));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private void start(LoopbackOptions options) throws IOException {
    registry = LoopbackRegistry.start(options);
    registry.addImage("lab/tool", "1", IMAGE);
    registry.addImage("lab/surprising", "1", SURPRISING);
  }

  private RegistryClient client(String settings) throws IOException {
    Path conf =
        Files.writeString(
            folder.resolve("registries.conf"),
            "[[registry]]\nlocation = \"" + registry.host() + "\"\ninsecure = true\n" + settings);
    return RegistryClient.open(
        RegistryOptions.of(
                Map.of(
                    "CONTAINERS_REGISTRIES_CONF", conf.toString(),
                    "CONTAINERS_REGISTRIES_CONF_DIR", folder.resolve("absent").toString(),
                    "LONGSHORE_PLAIN_HTTP", "127.0.0.1",
                    "REGISTRY_AUTH_FILE", folder.resolve("auth.json").toString()),
                folder)
            .withRetryPolicy(
                new RetryPolicy(
                    3, Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofSeconds(2))));
  }

  private Digest build(String source) throws IOException {
    return build(source, Optional.empty(), Optional.empty(), "");
  }

  private Digest build(
      String source, Optional<Path> kept, Optional<Platform> platform, String settings)
      throws IOException {
    try (RegistryClient client = client(settings);
        ScratchTree scratch = new ScratchTree(files)) {
      InputOpener opener = new InputOpener(platform, profile -> profile, LayerLimits.DEFAULT);
      lastInput = opener.open(BuildSource.parse(source).origin(), () -> client, scratch::make);
      SifWork work =
          new SifWork(
              files.resolve("x.sif"), true, kept, 2, LayerLimits.DEFAULT, Optional.empty(), true);
      return work.run(lastInput, BlockCache.none(), new ProgressBoard(), warnings::add)
          .digest()
          .orElseThrow();
    }
  }

  private String reference(String path) {
    return "docker://" + registry.host() + "/" + path + ":1";
  }

  private List<String> names() throws IOException {
    try (Stream<Path> found = Files.list(files)) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theLayersKeptGiveTheSameBytes() throws IOException {
    start(LoopbackOptions.PLAIN);
    Digest streamed = build(reference("lab/tool"));
    assertEquals(List.of("x.sif"), names());

    Path kept = files.resolve("kept");
    assertEquals(streamed, build(reference("lab/tool"), Optional.of(kept), Optional.empty(), ""));
    assertEquals(List.of("kept", "x.sif"), names());
    assertEquals(streamed, build(kept.toString()));
    assertEquals(streamed, build("oci:" + kept));
  }

  @Test
  void theSameImageGivesTheSameBytesHoweverItIsAskedFor() throws IOException {
    start(LoopbackOptions.PLAIN);
    registry.addIndex("lab/tool", "all", MadeIndex.oci(IMAGE));
    Digest byTag = build(reference("lab/tool"));
    String repository = registry.host() + "/lab/tool";
    assertEquals(byTag, build("docker://" + repository + "@" + IMAGE.digest()));
    assertEquals(byTag, build(repository + ":all"));
  }

  @Test
  void aConnectionThatBreaksInTheMiddleOfEachLayerIsTakenUpAgain() throws IOException {
    Set<String> broken = ConcurrentHashMap.newKeySet();
    start(
        LoopbackOptions.PLAIN.withFaults(
            request ->
                isLayer(request) && broken.add(request.target())
                    ? Optional.of(new Fault.Truncate(150_000))
                    : Optional.empty()));
    Digest resumed = build(reference("lab/tool"));

    assertEquals(IMAGE.manifest().layers().size(), broken.size());
    assertEquals(
        IMAGE.manifest().layers().size(),
        registry.received().stream().filter(request -> request.range().isPresent()).count());
    assertEquals(0, lastInput.fetched().orElseThrow().tally().readAgain());
    assertEquals(resumed, build(reference("lab/tool")));
  }

  private static boolean isLayer(ReceivedRequest request) {
    return IMAGE.manifest().layers().stream()
        .map(Descriptor::digest)
        .anyMatch(digest -> request.target().endsWith(digest.toString()));
  }

  @Test
  void wrongBytesGiveNothing() throws IOException {
    start(
        LoopbackOptions.PLAIN.withFaults(
            FaultPlan.always(SifWorkTest::isLayer, new Fault.WrongBytes())));
    Optional<Path> kept = Optional.of(files.resolve("kept"));
    FailureException failure =
        assertThrows(
            FailureException.class, () -> build(reference("lab/tool"), kept, Optional.empty(), ""));
    assertEquals(FailureKind.MALFORMED, failure.kind());
    assertEquals(List.of(), names());
  }

  @Test
  void aMirrorThatSendsWrongBytesIsToldOfAndPassedOver() throws IOException {
    start(LoopbackOptions.PLAIN);
    try (LoopbackRegistry mirror =
        LoopbackRegistry.start(
            LoopbackOptions.PLAIN.withFaults(
                FaultPlan.always(SifWorkTest::isLayer, new Fault.WrongBytes())))) {
      mirror.addImage("lab/tool", "1", IMAGE);
      Digest built =
          build(
              reference("lab/tool"),
              Optional.empty(),
              Optional.empty(),
              "[[registry.mirror]]\nlocation = \"%s\"\ninsecure = true\n".formatted(mirror.host()));
      assertTrue(warnings.getFirst().contains("the mirror " + mirror.host()), warnings::toString);
      assertEquals(built, build(reference("lab/tool")));
    }
  }

  @Test
  void aRegistryThatWantsALoginIsToldSo() throws IOException {
    start(
        LoopbackOptions.PLAIN.withAccess(
            new Access.WithPassword(new Access.User("somebody", "secret"))));
    FailureException failure =
        assertThrows(FailureException.class, () -> build(reference("lab/tool")));
    assertEquals(FailureKind.AUTH, failure.kind());
    assertEquals(List.of(), names());
  }

  @Test
  void whatHasToBeReadTwiceIsFetchedTwiceUnlessItIsKept() throws IOException {
    start(LoopbackOptions.PLAIN);
    Digest streamed = build(reference("lab/surprising"));
    long all = SURPRISING.manifest().layers().stream().mapToLong(Descriptor::size).sum();
    assertEquals(
        lastInput.fetched().orElseThrow().tally().read() - all,
        lastInput.fetched().orElseThrow().tally().readAgain());
    assertTrue(lastInput.fetched().orElseThrow().tally().readAgain() > 0);

    assertEquals(
        streamed,
        build(
            reference("lab/surprising"), Optional.of(files.resolve("kept")), Optional.empty(), ""));
    assertEquals(0, lastInput.fetched().orElseThrow().tally().readAgain());
  }

  @Test
  void anotherPlatformOfAnIndexIsFound() throws IOException {
    start(LoopbackOptions.PLAIN);
    MadeImage arm =
        ImageMaker.create()
            .platform(Platform.typed("arm64"))
            .layer(TarLayer.create().file("arm", 0644, "arm").toBytes())
            .entrypoint("/arm")
            .make();
    registry.addIndex("lab/both", "1", MadeIndex.oci(IMAGE, arm));
    build(reference("lab/both"), Optional.empty(), Optional.of(Platform.typed("arm64")), "");
    assertEquals(arm.digest(), lastInput.image().manifestDigest());
    build(reference("lab/both"));
    assertEquals(IMAGE.digest(), lastInput.image().manifestDigest());
  }
}
