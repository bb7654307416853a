package io.longshore.cli.output;

import io.longshore.ground.Printable;
import io.longshore.image.SelfDescription;
import io.longshore.image.inspect.ImageFacts;
import io.longshore.image.inspect.RootFileSystemFacts;
import io.longshore.image.inspect.RuntimeFacts;
import io.longshore.image.runtime.JsonText;
import io.longshore.oci.Descriptor;
import io.longshore.sif.SifDescriptor;
import io.longshore.squashfs.Superblock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The output of {@code longshore inspect} for people. Texts of the image cannot control the
 * terminal.
 */
public final class InspectionText {
  private static final int NAME_WIDTH = 12;
  private static final int WIDEST_NAME = 60;

  private final StringBuilder text = new StringBuilder();

  private InspectionText() {}

  public static String of(String path, ImageFacts facts) {
    InspectionText inspection = new InspectionText();
    switch (facts) {
      case ImageFacts.OfSif sif -> inspection.add(path, sif);
      case ImageFacts.OfSquashfs squashfs -> {
        inspection.title(path + ": squashfs, " + Messages.bytes(squashfs.bytes()));
        inspection.add(squashfs.runtime());
        inspection.add(squashfs.root());
      }
      case ImageFacts.OfLayout layout -> inspection.add(path, layout);
    }
    return inspection.text.toString();
  }

  private void add(String path, ImageFacts.OfSif sif) {
    title(
        "%s: SIF for %s, %s"
            .formatted(path, sif.header().architecture().goName(), Messages.bytes(sif.bytes())));
    line("created", Instant.ofEpochSecond(sif.header().createdSeconds()).toString());
    sif.origin().ifPresentOrElse(this::add, this::addNoOrigin);
    add(sif.runtime());
    add(sif.root());
    title("\nObjects");
    for (SifDescriptor object : sif.objects()) {
      text.append(
              "  %2d  %-13s %12d bytes at %-8d %s%n"
                  .formatted(
                      object.id(),
                      object.type().label(),
                      object.size(),
                      object.offset(),
                      Printable.line(object.name()))
                  .stripTrailing())
          .append('\n');
    }
  }

  private void add(SelfDescription origin) {
    title("\nOrigin");
    JsonNode said = origin.document();
    member(said, "source", "source");
    line("repository", said.path("repository").asString("none: the image came from no registry"));
    member(said, "resolvedDigest", "resolved to");
    member(said, "manifestDigest", "manifest");
    member(said, "platform", "platform");
    list(said, "directories", "directories");
    said.path("environment")
        .properties()
        .forEach(entry -> line("exports", entry.getKey() + "=" + entry.getValue().asString("")));
    list(said, "readableTrees", "readable");
    JsonNode profile = said.path("profile");
    line(
        "profile",
        "format version %s, %s level %s, blocks of %s bytes"
            .formatted(
                profile.path("formatVersion").asString("?"),
                profile.path("compression").asString("?"),
                profile.path("level").asString("?"),
                profile.path("blockSize").asString("?")));
  }

  private void addNoOrigin() {
    title("\nOrigin");
    text.append(
        """
          not recorded: no self-description as Longshore writes it, so that the file cannot be
          traced to an image and rebuilt from what it says
        """);
  }

  private void member(JsonNode said, String member, String name) {
    said.path(member).stringValueOpt().ifPresent(value -> line(name, value));
  }

  private void list(JsonNode said, String member, String name) {
    String joined =
        said.path(member).valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
    if (!joined.isEmpty()) {
      line(name, joined);
    }
  }

  private void add(String path, ImageFacts.OfLayout layout) {
    long bytes = layout.layers().stream().mapToLong(Descriptor::size).sum();
    title(path + ": image layout, " + Messages.bytes(bytes) + " of layers");
    layout.created().ifPresent(created -> line("created", created));
    line("manifest", layout.manifest().toString());
    layout.platform().ifPresent(platform -> line("platform", platform));
    add("Annotations", layout.annotations());
    add(layout.runtime());
    title("\nLayers");
    for (Descriptor layer : layout.layers()) {
      text.append("  %s  %s%n".formatted(layer.digest(), Messages.bytes(layer.size())));
    }
  }

  private void add(RuntimeFacts runtime) {
    title("\nRuns");
    if (!runtime.entrypoint().isEmpty() || !runtime.command().isEmpty()) {
      line("entrypoint", words(runtime.entrypoint()));
      line("command", words(runtime.command()));
    } else {
      line("runscript", runtime.runscript().isPresent() ? "" : "none");
      runtime.runscript().ifPresent(this::script);
    }
    if (!runtime.environment().isEmpty()) {
      runtime.environment().forEach(variable -> line("environment", variable));
    } else {
      runtime
          .environmentScripts()
          .forEach(
              (name, script) -> {
                line("environment", name);
                script(script);
              });
    }
    add("Labels", runtime.labels());
  }

  private void add(String title, Map<String, String> values) {
    if (!values.isEmpty()) {
      title("\n" + title);
      int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
      values.forEach((name, value) -> line(name, value, Math.min(width, WIDEST_NAME)));
    }
  }

  private static String words(List<String> words) {
    return words.isEmpty() ? "none" : JsonText.strings(words);
  }

  /** Prints a script without comments and empty lines. */
  private void script(String script) {
    script
        .lines()
        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
        .forEach(line -> text.append("      ").append(Printable.line(line)).append('\n'));
  }

  private void add(RootFileSystemFacts root) {
    title("\nRoot file system");
    switch (root) {
      case RootFileSystemFacts.Squashfs(Superblock superblock, _) -> {
        line("format", "squashfs, " + superblock.compression().formatName());
        line("block size", superblock.blockSize() + " bytes");
        line("inodes", Long.toString(superblock.inodeCount()));
        line("size", Messages.bytes(superblock.bytesUsed()));
        line("created", Instant.ofEpochSecond(superblock.modificationTime()).toString());
      }
      case RootFileSystemFacts.Unreadable(String reason) -> line("unreadable", reason);
      case RootFileSystemFacts.Foreign(String reason) -> line("not read", reason);
    }
  }

  private void title(String title) {
    text.append(
            title.startsWith("\n")
                ? "\n" + Printable.line(title.substring(1))
                : Printable.line(title))
        .append('\n');
  }

  private void line(String name, String value) {
    line(name, value, NAME_WIDTH);
  }

  private void line(String name, String value, int width) {
    text.append("  ")
        .append(("%-" + width + "s ").formatted(Printable.line(name)))
        .append(Printable.line(value))
        .append('\n');
  }
}
