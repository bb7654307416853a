package io.longshore.cli.output;

import io.longshore.image.SelfDescription;
import io.longshore.image.inspect.ImageFacts;
import io.longshore.image.inspect.RootFileSystemFacts;
import io.longshore.image.inspect.RuntimeFacts;
import io.longshore.oci.Descriptor;
import io.longshore.sif.PartitionSpec;
import io.longshore.sif.SifDescriptor;
import io.longshore.squashfs.Superblock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The output of {@code longshore inspect --json}. Names are stable, and sizes are in bytes. */
public final class InspectionJson {
  private final Map<String, Object> object = new LinkedHashMap<>();

  private InspectionJson() {}

  public static Map<String, Object> of(String path, ImageFacts facts) {
    InspectionJson json = new InspectionJson();
    json.object.put("event", "inspected");
    json.object.put("path", path);
    switch (facts) {
      case ImageFacts.OfSif sif -> json.add(sif);
      case ImageFacts.OfSquashfs squashfs -> {
        json.object.put("kind", "squashfs");
        json.object.put("bytes", squashfs.bytes());
        json.add(squashfs.runtime());
        json.add(squashfs.root());
      }
      case ImageFacts.OfLayout layout -> json.add(layout);
    }
    return json.object;
  }

  private void add(ImageFacts.OfSif sif) {
    object.put("kind", "sif");
    object.put("bytes", sif.bytes());
    object.put("architecture", sif.header().architecture().goName());
    object.put("created", Instant.ofEpochSecond(sif.header().createdSeconds()).toString());
    object.put("modified", Instant.ofEpochSecond(sif.header().modifiedSeconds()).toString());
    object.put("id", sif.header().id().toString());
    object.put("origin", sif.origin().map(SelfDescription::document).orElse(null));
    add(sif.runtime());
    object.put("objects", sif.objects().stream().map(InspectionJson::object).toList());
    add(sif.root());
  }

  private void add(ImageFacts.OfLayout layout) {
    object.put("kind", "layout");
    object.put("manifest_digest", layout.manifest().toString());
    object.put("platform", layout.platform().orElse(null));
    object.put("created", layout.created().orElse(null));
    object.put("annotations", layout.annotations());
    object.put("layers", layout.layers().stream().map(InspectionJson::layer).toList());
    add(layout.runtime());
  }

  private void add(RuntimeFacts runtime) {
    object.put("labels", runtime.labels());
    object.put("entrypoint", runtime.entrypoint());
    object.put("command", runtime.command());
    object.put("environment", runtime.environment());
    object.put("environment_scripts", runtime.environmentScripts());
    object.put("runscript", runtime.runscript().orElse(null));
    object.put("startscript", runtime.startscript().orElse(null));
    object.put("definition", runtime.definition().orElse(null));
  }

  private static Map<String, Object> object(SifDescriptor descriptor) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", descriptor.id());
    object.put("type", descriptor.type().label());
    object.put("name", descriptor.name());
    object.put("offset", descriptor.offset());
    object.put("bytes", descriptor.size());
    object.put("partition", descriptor.partition().map(InspectionJson::partition).orElse(null));
    return object;
  }

  private static Map<String, Object> partition(PartitionSpec spec) {
    Map<String, Object> partition = new LinkedHashMap<>();
    partition.put("file_system", spec.fileSystem().name().toLowerCase(Locale.ROOT));
    partition.put("type", spec.type().name().toLowerCase(Locale.ROOT));
    partition.put("architecture", spec.architecture().goName());
    return partition;
  }

  private static Map<String, Object> layer(Descriptor descriptor) {
    Map<String, Object> layer = new LinkedHashMap<>();
    layer.put("media_type", descriptor.mediaType());
    layer.put("digest", descriptor.digest().toString());
    layer.put("bytes", descriptor.size());
    return layer;
  }

  private void add(RootFileSystemFacts root) {
    switch (root) {
      case RootFileSystemFacts.Squashfs(Superblock superblock, _) -> {
        Map<String, Object> squashfs = new LinkedHashMap<>();
        squashfs.put("compression", superblock.compression().formatName());
        squashfs.put("block_size", superblock.blockSize());
        squashfs.put("inodes", superblock.inodeCount());
        squashfs.put("fragments", superblock.fragmentCount());
        squashfs.put("ids", superblock.idCount());
        squashfs.put("bytes", superblock.bytesUsed());
        squashfs.put("created", Instant.ofEpochSecond(superblock.modificationTime()).toString());
        object.put("squashfs", squashfs);
      }
      case RootFileSystemFacts.Unreadable(String reason) ->
          object.put("squashfs", Map.of("unreadable", reason));
      case RootFileSystemFacts.Foreign(String reason) ->
          object.put("squashfs", Map.of("unreadable", reason));
    }
  }
}
