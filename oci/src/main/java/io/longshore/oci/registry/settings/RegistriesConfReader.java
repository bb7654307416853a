package io.longshore.oci.registry.settings;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * Reads the registries in one file: {@code [[registry]]} tables, or the lists {@code
 * [registries.insecure]} and {@code [registries.block]} of version 1. Everything else is ignored.
 */
final class RegistriesConfReader {
  private static final TomlMapper MAPPER = TomlMapper.builder().build();
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Path file;

  private RegistriesConfReader(Path file) {
    this.file = file;
  }

  /**
   * Reads the main file, in either version. Each prefix occurs once in the result.
   *
   * @throws FailureException of kind {@link FailureKind#MALFORMED}, naming the file
   */
  static List<RegistryTable> read(Path file) throws FailureException {
    RegistriesConfReader reader = new RegistriesConfReader(file);
    JsonNode root = reader.parse();
    return reader.isOfVersion1(root) ? reader.lists(root) : reader.tables(root);
  }

  /** Reads a drop-in file, which must have version 2. */
  static List<RegistryTable> readDropIn(Path file) throws FailureException {
    RegistriesConfReader reader = new RegistriesConfReader(file);
    JsonNode root = reader.parse();
    if (reader.isOfVersion1(root)) {
      throw reader.bad("a drop-in file has to be of version 2, with [[registry]] tables", null);
    }
    return reader.tables(root);
  }

  private boolean isOfVersion1(JsonNode root) throws FailureException {
    JsonNode lists = AnyCase.at(root, "registries");
    if (!lists.isMissingNode() && !lists.isObject()) {
      throw bad("'registries' is neither [registries.…] nor [[registry]]", null);
    }
    return lists.isObject();
  }

  private JsonNode parse() throws FailureException {
    try {
      String text = Files.readString(file);
      return MAPPER.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (JacksonException e) {
      throw bad(e.getOriginalMessage(), e);
    } catch (CharacterCodingException e) {
      throw bad("it is not UTF-8 text", e);
    } catch (NoSuchFileException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          file.toString(),
          "is to be read and is not there",
          "make it, or take away what names it: CONTAINERS_REGISTRIES_CONF, or a link of that name",
          e);
    } catch (AccessDeniedException e) {
      throw bad("you may not read it", e);
    } catch (IOException e) {
      throw bad(Files.isDirectory(file) ? "it is a folder" : e.getMessage(), e);
    }
  }

  private List<RegistryTable> tables(JsonNode root) throws FailureException {
    Map<String, RegistryTable> byPrefix = new LinkedHashMap<>();
    for (JsonNode node : tables(root, "registry", "[[registry]]")) {
      RegistryTable table = table(node);
      byPrefix.merge(table.prefix(), table, RegistriesConfReader::later);
    }
    return List.copyOf(byPrefix.values());
  }

  /**
   * If a file has two tables for a prefix, the later one counts, but a block in either of them
   * stays.
   */
  private static RegistryTable later(RegistryTable earlier, RegistryTable later) {
    return earlier.blocked() ? earlier : later;
  }

  private List<JsonNode> tables(JsonNode parent, String field, String shown)
      throws FailureException {
    List<JsonNode> tables = new ArrayList<>();
    JsonNode array = AnyCase.at(parent, field);
    if (!array.isMissingNode() && !array.isArray()) {
      throw bad("'" + field + "' is no array of tables, as " + shown + " makes one", null);
    }
    for (JsonNode table : array) {
      if (!table.isObject()) {
        throw bad("'" + field + "' holds something else than tables", null);
      }
      tables.add(table);
    }
    return tables;
  }

  private RegistryTable table(JsonNode table) throws FailureException {
    String location = place(text(table, "location"), "location");
    String prefix = place(text(table, "prefix"), "prefix");
    if (prefix.isEmpty()) {
      prefix = location;
    }
    if (prefix.isEmpty()) {
      throw bad("a [[registry]] table has neither prefix nor location", null);
    }
    if (location.startsWith("*.")) {
      throw bad("'" + location + "' is no location; a wildcard is a prefix", null);
    }
    if (!text(table, "pull-from-mirror").isEmpty()) {
      throw bad("pull-from-mirror is set for '" + prefix + "', which is no mirror", null);
    }
    boolean digestOnly = flag(table, "mirror-by-digest-only");
    List<RegistryTable.Mirror> mirrors = new ArrayList<>();
    for (JsonNode mirror : tables(table, "mirror", "[[registry.mirror]]")) {
      mirrors.add(mirror(mirror, digestOnly));
    }
    return new RegistryTable(
        file,
        canonical(prefix),
        location,
        flag(table, "blocked"),
        flag(table, "insecure"),
        mirrors);
  }

  private RegistryTable.Mirror mirror(JsonNode mirror, boolean digestOnly) throws FailureException {
    String location = place(text(mirror, "location"), "location");
    if (location.isEmpty()) {
      throw bad("a [[registry.mirror]] table has no location", null);
    }
    String restriction = text(mirror, "pull-from-mirror");
    if (digestOnly && !restriction.isEmpty()) {
      throw bad("mirror-by-digest-only and pull-from-mirror are set for one registry", null);
    }
    RegistryTable.PullFrom pullFrom =
        switch (restriction) {
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

  private List<RegistryTable> lists(JsonNode root) throws FailureException {
    if (!AnyCase.at(root, "registry").isMissingNode()) {
      throw bad("it mixes version 1, [registries.…], with version 2, [[registry]]", null);
    }
    Set<String> insecure = list(root, "insecure");
    Set<String> blocked = list(root, "block");
    Set<String> all = new LinkedHashSet<>(insecure);
    all.addAll(blocked);
    List<RegistryTable> tables = new ArrayList<>();
    for (String host : all) {
      tables.add(
          new RegistryTable(
              file, host, "", blocked.contains(host), insecure.contains(host), List.of()));
    }
    return tables;
  }

  private Set<String> list(JsonNode root, String name) throws FailureException {
    Set<String> places = new LinkedHashSet<>();
    JsonNode list = AnyCase.at(AnyCase.at(AnyCase.at(root, "registries"), name), "registries");
    if (!list.isMissingNode() && !list.isArray()) {
      throw bad("[registries." + name + "] has no list of registries", null);
    }
    for (JsonNode place : list) {
      if (!place.isString() || place.stringValue().isEmpty()) {
        throw bad("[registries." + name + "] lists something else than registries", null);
      }
      places.add(canonical(place(place.stringValue(), "[registries." + name + "]")));
    }
    return places;
  }

  private String place(String text, String field) throws FailureException {
    if (text.contains("://")) {
      throw bad(field + " '" + text + "' must not have a scheme", null);
    }
    return text.strip().replaceFirst("/+$", "");
  }

  /** The name with the host in the form of {@link Repository}, so that names can be compared. */
  private static String canonical(String place) {
    int slash = place.indexOf('/');
    String host = slash < 0 ? place : place.substring(0, slash);
    return Repository.canonicalRegistry(host) + place.substring(host.length());
  }

  private String text(JsonNode table, String field) throws FailureException {
    JsonNode value = AnyCase.at(table, field);
    if (!value.isMissingNode() && !value.isString()) {
      throw bad(field + " is not a string", null);
    }
    return value.asString("");
  }

  private boolean flag(JsonNode table, String field) throws FailureException {
    JsonNode value = AnyCase.at(table, field);
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
        "repair the file; 'man containers-registries.conf' describes it",
        cause);
  }
}
