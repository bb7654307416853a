package io.longshore.loopback;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Manifest;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes images from tar archives. Equal calls give equal bytes. */
public final class ImageMaker {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final List<byte[]> layers = new ArrayList<>();
  private final List<Compression> compressions = new ArrayList<>();
  private final ObjectNode runtime = MAPPER.createObjectNode();
  private Platform platform = Platform.LINUX_AMD64;
  private String created = "2020-01-02T03:04:05Z";
  private boolean docker;

  private enum Compression {
    NONE,
    GZIP,
    ZSTD
  }

  private ImageMaker() {}

  public static ImageMaker create() {
    return new ImageMaker();
  }

  /** Uses Docker's media types instead of those of the Open Container Initiative. */
  public ImageMaker docker() {
    docker = true;
    return this;
  }

  public ImageMaker platform(Platform value) {
    platform = value;
    return this;
  }

  /**
   * @param value RFC 3339
   */
  public ImageMaker created(String value) {
    created = value;
    return this;
  }

  /** Adds a layer on top, compressed with gzip. */
  public ImageMaker layer(byte[] tar) {
    return layer(tar, Compression.GZIP);
  }

  /** Adds a layer on top, uncompressed. */
  public ImageMaker plainLayer(byte[] tar) {
    return layer(tar, Compression.NONE);
  }

  /** Adds a layer on top, compressed with zstd. */
  public ImageMaker zstdLayer(byte[] tar) {
    return layer(tar, Compression.ZSTD);
  }

  private ImageMaker layer(byte[] tar, Compression compression) {
    layers.add(tar);
    compressions.add(compression);
    return this;
  }

  /**
   * @param assignments {@code NAME=value}
   */
  public ImageMaker environment(String... assignments) {
    return list("Env", assignments);
  }

  public ImageMaker entrypoint(String... words) {
    return list("Entrypoint", words);
  }

  public ImageMaker command(String... words) {
    return list("Cmd", words);
  }

  public ImageMaker workingDirectory(String path) {
    runtime.put("WorkingDir", path);
    return this;
  }

  public ImageMaker user(String user) {
    runtime.put("User", user);
    return this;
  }

  public ImageMaker label(String name, String value) {
    runtime.withObjectProperty("Labels").put(name, value);
    return this;
  }

  public MadeImage make() {
    Map<Digest, byte[]> blobs = new LinkedHashMap<>();
    ObjectNode manifest = MAPPER.createObjectNode();
    manifest.put("schemaVersion", 2);
    String mediaType = docker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST;
    manifest.put("mediaType", mediaType);
    byte[] config = MAPPER.writeValueAsBytes(config());
    blobs.put(Digest.of(config), config);
    manifest.set(
        "config", descriptor(docker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG, config));
    ArrayNode list = manifest.putArray("layers");
    for (int i = 0; i < layers.size(); i++) {
      byte[] blob = compressed(layers.get(i), compressions.get(i));
      blobs.put(Digest.of(blob), blob);
      list.add(descriptor(layerType(compressions.get(i)), blob));
    }
    byte[] bytes = MAPPER.writeValueAsBytes(manifest);
    Descriptor descriptor =
        new Descriptor(mediaType, Digest.of(bytes), bytes.length, Optional.of(platform), Map.of());
    return new MadeImage(descriptor, bytes, parsed(bytes, mediaType), blobs);
  }

  private ImageMaker list(String field, String... values) {
    ArrayNode array = runtime.putArray(field);
    for (String value : values) {
      array.add(value);
    }
    return this;
  }

  private ObjectNode config() {
    ObjectNode config = MAPPER.createObjectNode();
    config.put("architecture", platform.architecture());
    config.put("os", platform.os());
    if (!platform.variant().isEmpty()) {
      config.put("variant", platform.variant());
    }
    config.put("created", created);
    config.set("config", runtime);
    ObjectNode rootfs = config.putObject("rootfs").put("type", "layers");
    ArrayNode diffIds = rootfs.putArray("diff_ids");
    layers.forEach(tar -> diffIds.add(Digest.of(tar).toString()));
    return config;
  }

  private String layerType(Compression compression) {
    return switch (compression) {
      case NONE -> docker ? MediaTypes.DOCKER_LAYER_TAR : MediaTypes.OCI_LAYER_TAR;
      case GZIP -> docker ? MediaTypes.DOCKER_LAYER_GZIP : MediaTypes.OCI_LAYER_GZIP;
      case ZSTD -> docker ? MediaTypes.DOCKER_LAYER_ZSTD : MediaTypes.OCI_LAYER_ZSTD;
    };
  }

  private static ObjectNode descriptor(String mediaType, byte[] content) {
    return MAPPER
        .createObjectNode()
        .put("mediaType", mediaType)
        .put("digest", Digest.of(content).toString())
        .put("size", content.length);
  }

  private static Manifest parsed(byte[] bytes, String mediaType) {
    try {
      return Manifest.parse(bytes, mediaType, "a made image");
    } catch (FailureException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] compressed(byte[] plain, Compression compression) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressor(bytes, compression)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static OutputStream compressor(OutputStream out, Compression compression)
      throws IOException {
    return switch (compression) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out);
      case ZSTD -> new ZstdOutputStreamNoFinalizer(out);
    };
  }
}
