package io.longshore.collection.recipe;

import io.longshore.image.RecipeExtras;
import io.longshore.oci.layer.entry.FilePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the base image of a recipe and the additions to it, if all of them can be declared:
 *
 * <ul>
 *   <li>header: {@code Bootstrap: docker}, {@code From:}, and optionally {@code Registry:} and
 *       {@code Namespace:};
 *   <li>{@code %post}: {@code mkdir -p DIR...}, and {@code chmod} with {@code a+rX} and {@code -R};
 *   <li>{@code %environment}: {@code export NAME=value} with literal values.
 * </ul>
 */
public final class RecipeReader {
  private static final Set<String> KNOWN_HEADERS =
      Set.of("bootstrap", "from", "registry", "namespace");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  // Paths that stay below the root and have no space, since annotations in index.json list them
  // separated by spaces.
  private static final Pattern PLAIN_ABSOLUTE_PATH = Pattern.compile("/[A-Za-z0-9._+/@:,=-]*");

  private final List<String> directories = new ArrayList<>();
  private final SequencedMap<String, String> environment = new LinkedHashMap<>();
  private final List<String> readableTrees = new ArrayList<>();

  private RecipeReader() {}

  /**
   * The content of an eligible recipe.
   *
   * @param from the base image as written, without a transport, such as {@code
   *     bids/validator:1.2.3}
   */
  public record Declared(String from, RecipeExtras extras) {}

  /**
   * @throws NotEligibleException if the recipe has a part that cannot be declared; the message
   *     names the first one
   */
  public static Declared read(String text) throws NotEligibleException {
    Recipe recipe = Recipe.parse(text);
    String from = readFrom(recipe.header());
    RecipeReader reader = new RecipeReader();
    for (Map.Entry<String, List<String>> section : recipe.sections().entrySet()) {
      for (String line : section.getValue()) {
        switch (section.getKey()) {
          case "post" -> reader.readPostCommand(line);
          case "environment" -> reader.readExport(line);
          default ->
              throw new NotEligibleException(
                  "section %" + section.getKey() + " cannot be declared in a layout");
        }
      }
    }
    return new Declared(
        from, new RecipeExtras(reader.directories, reader.environment, reader.readableTrees));
  }

  private static String readFrom(Map<String, String> header) throws NotEligibleException {
    String bootstrap = header.get("bootstrap");
    if (bootstrap == null) {
      throw new NotEligibleException("there is no Bootstrap: line");
    }
    if (!bootstrap.equals("docker")) {
      throw new NotEligibleException("Bootstrap: " + bootstrap + " is not a registry");
    }
    for (String keyword : header.keySet()) {
      if (!KNOWN_HEADERS.contains(keyword)) {
        throw new NotEligibleException("header '" + keyword + "' cannot be declared in a layout");
      }
    }
    String from = header.getOrDefault("from", "");
    if (from.isEmpty()) {
      throw new NotEligibleException("there is no From: line");
    }
    String namespace = header.getOrDefault("namespace", "");
    String registry = header.getOrDefault("registry", "");
    return (registry.isEmpty() ? "" : registry + "/")
        + (namespace.isEmpty() ? "" : namespace + "/")
        + from;
  }

  private void readPostCommand(String line) throws NotEligibleException {
    List<String> words = ShellWords.split(line);
    if (words.isEmpty()) {
      return;
    }
    List<String> paths = words.stream().filter(word -> word.startsWith("/")).toList();
    String command = words.getFirst();
    Set<String> options =
        words.stream().skip(1).filter(word -> !word.startsWith("/")).collect(Collectors.toSet());
    boolean makesDirectories = command.equals("mkdir") && options.equals(Set.of("-p"));
    boolean opensTrees = command.equals("chmod") && options.equals(Set.of("-R", "a+rX"));
    if (paths.isEmpty() || !(makesDirectories || opensTrees)) {
      throw new NotEligibleException("%post runs a command that cannot be declared: " + line);
    }
    for (String path : paths) {
      requirePlain(path, line);
    }
    (makesDirectories ? directories : readableTrees).addAll(paths);
  }

  private static void requirePlain(String path, String line) throws NotEligibleException {
    boolean climbs = List.of(path.split("/")).contains("..");
    if (climbs || !PLAIN_ABSOLUTE_PATH.matcher(path).matches()) {
      throw new NotEligibleException("%post names a path that cannot be declared: " + line);
    }
    try {
      FilePath.parse(path);
    } catch (IllegalArgumentException e) {
      throw new NotEligibleException("%post names a path too long for Linux: " + line);
    }
  }

  private void readExport(String line) throws NotEligibleException {
    List<String> words = ShellWords.split(line);
    if (words.isEmpty()) {
      return;
    }
    if (!words.getFirst().equals("export") || words.size() == 1) {
      throw new NotEligibleException("%environment does more than export: " + line);
    }
    for (String assignment : words.subList(1, words.size())) {
      int equals = assignment.indexOf('=');
      if (equals < 0 || !VARIABLE.matcher(assignment.substring(0, equals)).matches()) {
        throw new NotEligibleException("%environment exports no literal value: " + line);
      }
      environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
  }
}
