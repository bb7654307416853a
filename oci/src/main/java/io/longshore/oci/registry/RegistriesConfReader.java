package io.longshore.oci.registry;

import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads the {@code [[registry]]} tables of one file; everything else in it is ignored. */
final class RegistriesConfReader {
  private static final TomlMapper MAPPER = TomlMapper.builder().build();

  private final Path file;

  private RegistriesConfReader(Path file) {
    this.file = file;
  }

  static List<RegistryTable> read(Path file) throws IOException {
    return new RegistriesConfReader(file).tables();
  }

  private List<RegistryTable> tables() throws IOException {
    JsonNode root;
    try {
      root = MAPPER.readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw bad(e.getOriginalMessage(), e);
    }
    List<RegistryTable> tables = new ArrayList<>();
    for (JsonNode table : root.path("registry")) {
      tables.add(table(table));
    }
    return tables;
  }

  private RegistryTable table(JsonNode table) throws FailureException {
    String location = place(table, "location");
    String prefix = place(table, "prefix");
    if (prefix.isEmpty()) {
      prefix = location;
    }
    if (prefix.isEmpty()) {
      throw bad("a [[registry]] table has neither prefix nor location", null);
    }
    if (prefix.startsWith("*.") && table.path("prefix").isMissingNode()) {
      throw bad("'" + location + "' is no location; a wildcard is a prefix", null);
    }
    boolean digestOnly = flag(table, "mirror-by-digest-only");
    List<RegistryTable.Mirror> mirrors = new ArrayList<>();
    for (JsonNode mirror : table.path("mirror")) {
      mirrors.add(mirror(mirror, digestOnly));
    }
    return new RegistryTable(
        prefix, location, flag(table, "blocked"), flag(table, "insecure"), mirrors);
  }

  private RegistryTable.Mirror mirror(JsonNode mirror, boolean digestOnly) throws FailureException {
    String location = place(mirror, "location");
    if (location.isEmpty()) {
      throw bad("a [[registry.mirror]] table has no location", null);
    }
    RegistryTable.PullFrom pullFrom =
        switch (text(mirror, "pull-from-mirror")) {
          case "", "all" -> RegistryTable.PullFrom.ALL;
          case "digest-only" -> RegistryTable.PullFrom.DIGEST_ONLY;
          case "tag-only" -> RegistryTable.PullFrom.TAG_ONLY;
          default -> throw bad("pull-from-mirror is none of all, digest-only, tag-only", null);
        };
    return new RegistryTable.Mirror(
        location,
        flag(mirror, "insecure"),
        digestOnly ? RegistryTable.PullFrom.DIGEST_ONLY : pullFrom);
  }

  private String place(JsonNode table, String field) throws FailureException {
    String place = text(table, field).replaceFirst("/+$", "");
    if (place.contains("://")) {
      throw bad(field + " '" + place + "' must not have a scheme", null);
    }
    return place;
  }

  private String text(JsonNode table, String field) throws FailureException {
    JsonNode value = table.path(field);
    if (!value.isMissingNode() && !value.isString()) {
      throw bad(field + " is not a string", null);
    }
    return value.asString("");
  }

  private boolean flag(JsonNode table, String field) throws FailureException {
    JsonNode value = table.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw bad(field + " is neither true nor false", null);
    }
    return value.asBoolean(false);
  }

  private FailureException bad(String problem, Throwable cause) {
    return new FailureException(
        FailureKind.MALFORMED,
        file.toString(),
        "cannot be used: " + problem,
        "mend the file; 'man containers-registries.conf' describes it",
        cause);
  }
}
