package io.longshore.benchmark.image;

import io.longshore.benchmark.process.Program;
import io.longshore.ground.Digest;
import io.longshore.loopback.LayoutWriter;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The layouts that builders read, made once and kept. */
public final class ImageStore {
  /** The tag of the image in its layout, which umoci requires. */
  public static final String TAG = "bench";

  /** The version of the shapes in the names of layouts. It is raised whenever a shape changes. */
  private static final int RECIPE = 1;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path folder;
  private final Consumer<String> progress;

  /**
   * @param folder for layouts and packages
   * @param progress receives a line before each long step
   */
  public ImageStore(Path folder, Consumer<String> progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /** The layout of {@code shape}, which is made if it does not exist. */
  public Path layout(Shape shape) throws IOException {
    Path layout = folder.resolve("layouts/" + shape.label() + "-" + RECIPE);
    if (!Files.exists(layout)) {
      progress.accept("making the image '" + shape.label() + "' ...");
      Path aside = Files.createDirectories(layout.resolveSibling(layout.getFileName() + ".making"));
      remove(aside);
      Path layers = Files.createDirectories(aside.resolve("layers"));
      Path made = aside.resolve("layout");
      write(maker(shape).make(layers), made);
      Files.move(made, layout, StandardCopyOption.ATOMIC_MOVE);
      remove(aside);
    }
    return layout;
  }

  private ShapeMaker maker(Shape shape) throws IOException {
    return switch (shape) {
      case HIDDEN -> new HiddenShape(packages(), false);
      case VERSION2 -> new HiddenShape(packages(), true);
      case LAYERS -> new LayersShape(packages());
      case SMALL -> new SmallFilesShape(packages());
      case MILLION -> layers -> GeneratedShapes.manyFiles(layers, 1000, 1000);
      case SPARSE -> layers -> GeneratedShapes.sparse(layers, 20, 1_000_000_000);
      case TOY -> layers -> GeneratedShapes.toy(layers, 50);
    };
  }

  private PackageArchive packages() throws IOException {
    return PackageArchive.open(Files.createDirectories(folder.resolve("packages")));
  }

  private void remove(Path tree) throws IOException {
    Program.in(folder).run(List.of("rm", "-rf", "--", tree.toString()));
  }

  static void write(List<WrittenLayer> layers, Path target) throws IOException {
    LayoutWriter layout = LayoutWriter.create(target);
    ObjectNode manifest = MAPPER.createObjectNode().put("schemaVersion", 2);
    manifest.put("mediaType", MediaTypes.OCI_MANIFEST);
    byte[] config = MAPPER.writeValueAsBytes(config(layers));
    Descriptor configDescriptor =
        new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length);
    layout.writeBlob(configDescriptor.digest(), config);
    manifest.set("config", node(configDescriptor));
    ArrayNode list = manifest.putArray("layers");
    for (WrittenLayer layer : layers) {
      try (InputStream in = Files.newInputStream(layer.file())) {
        layout.writeBlob(layer.descriptor(), in);
      }
      Files.delete(layer.file());
      list.add(node(layer.descriptor()));
    }
    byte[] bytes = MAPPER.writeValueAsBytes(manifest);
    layout.writeBlob(Digest.of(bytes), bytes);
    layout.finish(
        new Descriptor(
            MediaTypes.OCI_MANIFEST,
            Digest.of(bytes),
            bytes.length,
            Optional.of(Platform.LINUX_AMD64),
            Map.of("org.opencontainers.image.ref.name", TAG)),
        Map.of(),
        Optional.empty());
  }

  private static ObjectNode config(List<WrittenLayer> layers) {
    ObjectNode config = MAPPER.createObjectNode();
    config.put("created", "2026-01-01T00:00:00Z");
    config.put("architecture", Platform.LINUX_AMD64.architecture());
    config.put("os", Platform.LINUX_AMD64.os());
    ObjectNode runtime = config.putObject("config");
    runtime.putArray("Env").add("PATH=/usr/local/bin:/usr/bin:/bin");
    runtime.putArray("Cmd").add("/bin/bash");
    ArrayNode diffIds = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    layers.forEach(layer -> diffIds.add(layer.diffId().toString()));
    return config;
  }

  private static ObjectNode node(Descriptor descriptor) {
    return MAPPER
        .createObjectNode()
        .put("mediaType", descriptor.mediaType())
        .put("digest", descriptor.digest().toString())
        .put("size", descriptor.size());
  }
}
