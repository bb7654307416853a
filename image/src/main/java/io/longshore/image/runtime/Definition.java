package io.longshore.image.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * The definition file that a SIF records: {@code apptainer build} makes an equivalent image from
 * it.
 *
 * @param bootstrap where Apptainer looks for the image: {@code docker}, {@code oci}
 * @param from the reference of the image there, without white space
 * @param environment variables exported in this order when the image runs, even if they are set
 *     already; values are literal text of one line
 * @param directories absolute paths that are made if absent
 * @param readableTrees absolute paths below which everybody may read
 * @see <a href="https://apptainer.org/docs/user/1.4/definition_files.html">Apptainer User Guide,
 *     Definition Files</a>
 */
public record Definition(
    String bootstrap,
    String from,
    SequencedMap<String, String> environment,
    List<String> directories,
    List<String> readableTrees) {
  private static final Pattern BOOTSTRAP = Pattern.compile("[a-z-]+");
  private static final Pattern FROM = Pattern.compile("[^\\s\\p{Cntrl}]+");
  private static final Pattern PATH = Pattern.compile("/[^\\p{Cntrl}]*");

  /**
   * @throws IllegalArgumentException if a value cannot be written literally into a definition file
   */
  public Definition {
    require(BOOTSTRAP, bootstrap, "bootstrap");
    require(FROM, from, "image reference");
    environment = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(environment));
    directories = List.copyOf(directories);
    readableTrees = List.copyOf(readableTrees);
    environment.forEach(Definition::checkVariable);
    directories.forEach(path -> require(PATH, path, "absolute path"));
    readableTrees.forEach(path -> require(PATH, path, "absolute path"));
  }

  /** A definition that adds nothing to the image it starts from. */
  public static Definition of(String bootstrap, String from) {
    return new Definition(bootstrap, from, new LinkedHashMap<>(Map.of()), List.of(), List.of());
  }

  private static void checkVariable(String name, String value) {
    if (!ShellText.isVariableName(name)) {
      throw new IllegalArgumentException("not the name of a variable: '" + name + "'");
    }
    if (value.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '\0')) {
      throw new IllegalArgumentException("the value of " + name + " has more than one line");
    }
  }

  private static void require(Pattern pattern, String text, String what) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException("not a possible " + what + ": '" + text + "'");
    }
  }

  /**
   * The text of the file: the header, and {@code %post} and {@code %environment} unless they are
   * empty.
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("Bootstrap: ").append(bootstrap).append('\n');
    text.append("From: ").append(from).append('\n');
    if (!directories.isEmpty() || !readableTrees.isEmpty()) {
      text.append("\n%post\n");
      for (String path : directories) {
        text.append("    mkdir -p ").append(ShellText.quote(path)).append('\n');
      }
      for (String path : readableTrees) {
        text.append("    chmod -R a+rX ").append(ShellText.quote(path)).append('\n');
      }
    }
    if (!environment.isEmpty()) {
      text.append("\n%environment\n");
      environment.forEach(
          (name, value) -> text.append("    ").append(ShellText.export(name, value)).append('\n'));
    }
    return text.toString();
  }
}
