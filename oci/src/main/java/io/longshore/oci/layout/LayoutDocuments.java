package io.longshore.oci.layout;

import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the two JSON documents of a layout that Longshore makes. They are kept in git, so keys
 * have a fixed order and a line each: equal content gives equal bytes, and a change gives a
 * readable diff.
 */
public final class LayoutDocuments {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final DefaultPrettyPrinter PRINTER = printer();

  private LayoutDocuments() {}

  public static String ociLayout() {
    return print(MAPPER.createObjectNode().put("imageLayoutVersion", LayoutPaths.VERSION));
  }

  /** Makes a manifest for an image that has none. */
  public static String manifest(Descriptor config, List<Descriptor> layers) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", MediaTypes.OCI_MANIFEST);
    root.set("config", descriptor(config));
    ArrayNode array = root.putArray("layers");
    layers.forEach(layer -> array.add(descriptor(layer)));
    return print(root);
  }

  /**
   * @param annotations of the index itself
   * @param servedIndex digest for {@link LayoutAnnotations#SERVED_INDEX}
   */
  public static String index(
      Descriptor manifest, Map<String, String> annotations, Optional<Digest> servedIndex) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", MediaTypes.OCI_INDEX);
    root.putArray("manifests").add(descriptor(manifest));
    Map<String, String> all = new TreeMap<>(annotations);
    servedIndex.ifPresent(d -> all.put(LayoutAnnotations.SERVED_INDEX, d.toString()));
    putAnnotations(root, all);
    return print(root);
  }

  private static ObjectNode descriptor(Descriptor descriptor) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("mediaType", descriptor.mediaType());
    node.put("digest", descriptor.digest().toString());
    node.put("size", descriptor.size());
    if (descriptor.platform().isPresent()) {
      Platform platform = descriptor.platform().get();
      ObjectNode child = node.putObject("platform");
      child.put("architecture", platform.architecture());
      child.put("os", platform.os());
      if (!platform.variant().isEmpty()) {
        child.put("variant", platform.variant());
      }
    }
    putAnnotations(node, new TreeMap<>(descriptor.annotations()));
    return node;
  }

  private static void putAnnotations(ObjectNode node, Map<String, String> sorted) {
    if (!sorted.isEmpty()) {
      ObjectNode child = node.putObject("annotations");
      sorted.forEach(child::put);
    }
  }

  private static String print(ObjectNode root) {
    return MAPPER.writer().with(PRINTER).writeValueAsString(root) + "\n";
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return printer;
  }
}
