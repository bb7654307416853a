package io.longshore.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Markdown files for users and contributors, and the commands in them. */
final class Documents {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  /** Between backticks. */
  private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  /** Where a command can begin: a line, what follows an operator, a substitution. */
  private static final Pattern START =
      Pattern.compile(
          "(?:^|&& |; |\\| |<\\(|\\$\\()\\s*(?:[A-Z_]+=\\S+ )*"
              + "(?:\\./|~/\\S+/)?(longshore|scripts/migrate_to_oci)(?= |$|\\))");

  /**
   * @param place the file, relative to the checkout
   * @param toBeTyped whether it stands in a block of its own; in a sentence it may be a form
   * @param words after the name of the program
   */
  record CommandLineIn(Path place, boolean toBeTyped, String text, List<String> words) {
    @Override
    public String toString() {
      return place + ": " + text;
    }
  }

  private record Piece(boolean toBeTyped, String text) {}

  private Documents() {}

  static String text(String file) throws IOException {
    return Files.readString(CHECKOUT.resolve(file));
  }

  static List<Path> files() {
    try (Stream<Path> top = Files.list(CHECKOUT);
        Stream<Path> pages = Files.walk(CHECKOUT.resolve("docs"))) {
      return Stream.concat(top, pages)
          .filter(file -> file.toString().endsWith(".md"))
          .map(CHECKOUT::relativize)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of the program, wherever they stand. */
  static List<CommandLineIn> commandLines() throws IOException {
    List<CommandLineIn> found = new ArrayList<>();
    for (Path file : files()) {
      // In a table a pipe is written so.
      String text = text(file.toString()).replace("\\|", "|");
      for (Piece piece : pieces(text)) {
        var start = START.matcher(piece.text());
        while (start.find()) {
          List<String> words = new ArrayList<>(ShellWords.of(piece.text().substring(start.end(1))));
          if (start.group(1).endsWith("migrate_to_oci")) {
            words.addFirst("migrate");
          }
          String shown = piece.text().substring(start.start(1)).strip();
          found.add(new CommandLineIn(file, piece.toBeTyped(), shown, words));
        }
      }
    }
    return found;
  }

  /** Lines of blocks that four spaces or a fence set apart, and what stands between backticks. */
  private static List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    boolean fenced = false;
    // A command may go on in the next line.
    for (String line : text.replaceAll("\\\\\n\\s*", "").lines().toList()) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced || line.startsWith("    ")) {
        pieces.add(new Piece(true, line.strip()));
      } else {
        INLINE
            .matcher(line)
            .results()
            .forEach(found -> pieces.add(new Piece(false, found.group(1).strip())));
      }
    }
    return pieces;
  }

  /** What stands between backticks in the first cell of a row. */
  static List<String> messagesInTheErrorIndex() throws IOException {
    return text("docs/errors.md")
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("(?<!\\\\)\\|")[1])
        .flatMap(cell -> INLINE.matcher(cell).results().map(found -> found.group(1)))
        .toList();
  }

  /** All texts in the sources, with those that a plus sign joins in one. */
  static String literalsOfTheProgram() throws IOException {
    StringBuilder literals = new StringBuilder();
    try (Stream<Path> modules = Files.list(CHECKOUT)) {
      for (Path module : modules.map(folder -> folder.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(module)) {
          addLiterals(module, literals);
        }
      }
    }
    return literals.toString();
  }

  private static void addLiterals(Path module, StringBuilder literals) throws IOException {
    try (Stream<Path> tree = Files.walk(module)) {
      for (Path source : tree.filter(file -> file.toString().endsWith(".java")).toList()) {
        String joined = Files.readString(source).replaceAll("\"\\s*\\+\\s*\"", "");
        LITERAL
            .matcher(joined)
            .results()
            .forEach(found -> literals.append(found.group(1)).append('\n'));
      }
    }
  }
}
