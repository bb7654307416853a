package io.longshore.benchmark.measure;

import io.longshore.benchmark.image.ImageStore;
import io.longshore.benchmark.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code umoci unpack}, then {@code mksquashfs}: a squashfs, not a SIF.
 *
 * @param compression options of mksquashfs
 */
public record UmociBuilder(String name, List<String> compression) implements Builder {
  public UmociBuilder {
    compression = List.copyOf(compression);
  }

  @Override
  public String version() throws IOException {
    Program program = Program.in(Path.of("/"));
    String umoci = program.run(List.of("umoci", "--version"));
    String mksquashfs = program.run(List.of("sh", "-c", "mksquashfs -version || :"));
    return umoci.strip() + ", " + mksquashfs.lines().findFirst().orElse("mksquashfs");
  }

  @Override
  public List<List<String>> commands(Workspace workspace) {
    Path bundle = workspace.temporary().resolve("bundle");
    List<String> unpack = new ArrayList<>(List.of("umoci", "unpack"));
    if (!System.getProperty("user.name").equals("root")) {
      unpack.add("--rootless");
    }
    unpack.addAll(List.of("--image", workspace.layout() + ":" + ImageStore.TAG, bundle.toString()));
    List<String> squash = new ArrayList<>(List.of("mksquashfs"));
    squash.add(bundle.resolve("rootfs").toString());
    squash.add(workspace.output().toString());
    squash.addAll(List.of("-noappend", "-no-progress", "-quiet"));
    squash.addAll(compression);
    return List.of(unpack, squash);
  }
}
