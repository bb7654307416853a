package io.longshore.acceptance.registry;

import io.longshore.ground.Digest;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.MadeIndex;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.testing.MadeElf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Images of a few kilobytes that stand for those of a collection: each has a manifest of its own on
 * base layers it shares, with Docker's or OCI's media types, and some are behind an index.
 */
public final class SmallImages {
  private static final int DOCKER_EVERY = 2;
  private static final int INDEX_EVERY = 5;
  private static final int TALL_EVERY = 39;
  private static final int TALL_LAYERS = 10;
  private static final int THREADS = 8;
  private static final List<byte[]> BASES =
      List.of(base("jessie", 8), base("bookworm", 12), base("alpine", 3));

  private SmallImages() {}

  /** Puts an image, or an index with it, where each reference says. */
  public static void push(List<Reference> references, RegistryPush registry)
      throws InterruptedException {
    // One thread a repository: a manifest must not come before a blob that another has under way.
    Map<String, List<Integer>> positions =
        IntStream.range(0, references.size())
            .boxed()
            .collect(Collectors.groupingBy(i -> references.get(i).repository().path()));
    List<Callable<Void>> repositories = new ArrayList<>();
    for (List<Integer> repository : positions.values()) {
      repositories.add(
          () -> {
            for (int position : repository) {
              push(references.get(position), position, registry);
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Void> done : threads.invokeAll(repositories)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("could not push the images", e.getCause());
    }
  }

  /** The image a reference stands for; another for each position. */
  public static MadeImage image(Reference reference, int position, Platform platform) {
    ImageMaker maker =
        ImageMaker.create()
            .platform(platform)
            .environment("PATH=/usr/local/bin:/usr/bin:/bin", "IMAGE=" + reference)
            .entrypoint("/usr/local/bin/application")
            .layer(BASES.get(position % BASES.size()))
            .layer(application(reference, platform));
    if (position % DOCKER_EVERY == 0) {
      maker.docker();
    }
    if (position % TALL_EVERY == 0) {
      for (int layer = 2; layer < TALL_LAYERS; layer++) {
        maker.layer(
            TarLayer.create()
                .file("opt/steps/" + layer, 0644, reference + " step " + layer)
                .whiteout("opt/steps/" + (layer - 1))
                .toBytes());
      }
    }
    return maker.make();
  }

  private static void push(Reference reference, int position, RegistryPush registry)
      throws IOException, InterruptedException {
    String repository = reference.repository().path();
    MadeImage image = image(reference, position, Platform.LINUX_AMD64);
    if (position % INDEX_EVERY != 0) {
      push(repository, reference.manifestName(), image, registry);
      return;
    }
    MadeImage sibling = image(reference, position, new Platform("linux", "arm64", "v8"));
    boolean docker = position % DOCKER_EVERY == 0;
    MadeIndex index = docker ? MadeIndex.docker(sibling, image) : MadeIndex.oci(sibling, image);
    for (MadeImage listed : index.images()) {
      push(repository, listed.digest().toString(), listed, registry);
    }
    registry.manifest(repository, reference.manifestName(), index.mediaType(), index.bytes());
  }

  private static void push(
      String repository, String tagOrDigest, MadeImage image, RegistryPush registry)
      throws IOException, InterruptedException {
    for (Map.Entry<Digest, byte[]> blob : image.blobs().entrySet()) {
      registry.blob(repository, blob.getValue());
    }
    registry.manifest(
        repository, tagOrDigest, image.descriptor().mediaType(), image.manifestBytes());
  }

  private static byte[] base(String name, int files) {
    TarLayer layer = TarLayer.create();
    List.of("bin", "etc", "opt", "usr", "usr/local", "usr/local/bin")
        .forEach(folder -> layer.directory(folder, 0755));
    layer.directory("tmp", 01777).file("etc/os-release", 0644, "ID=" + name + "\n");
    layer.file("bin/" + name + 0, 0755, MadeElf.program());
    for (int i = 1; i < files; i++) {
      layer.file("bin/" + name + i, 0755, (name + i + "\n").repeat(200));
    }
    return layer.symbolicLink("bin/sh", name + "0").toBytes();
  }

  private static byte[] application(Reference reference, Platform platform) {
    return TarLayer.create()
        .directory("opt/steps", 0700)
        .file("opt/steps/1", 0600, "private until the recipe's chmod")
        .file(
            "usr/local/bin/application",
            0755,
            "#!/bin/sh\necho %s for %s\n".formatted(reference, platform))
        .toBytes();
  }
}
