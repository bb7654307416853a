package io.longshore.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the sections and variables of a git configuration file, with their offsets.
 *
 * <p>A character here is one byte (the text is decoded as ISO 8859-1), so offsets are byte offsets;
 * names and values are handed out decoded as UTF-8.
 *
 * @see <a href="https://git-scm.com/docs/git-config#_syntax">git-config, syntax</a>
 */
final class ConfigParser {
  private static final int END = -1;
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final String text;
  private final List<ConfigSection> sections = new ArrayList<>();
  private int position;

  private ConfigParser(String text) {
    this.text = text;
  }

  static List<ConfigSection> parse(String bytes) throws MalformedConfigException {
    ConfigParser parser = new ConfigParser(bytes);
    parser.parseFile();
    return List.copyOf(parser.sections);
  }

  private void parseFile() throws MalformedConfigException {
    if (text.startsWith(BYTE_ORDER_MARK)) {
      position = BYTE_ORDER_MARK.length();
    }
    List<ConfigEntry> entries = new ArrayList<>();
    String name = null;
    int start = 0;
    int headerEnd = 0;
    for (int c = skipToContent(); c != END; c = skipToContent()) {
      if (c == '[') {
        if (name != null) {
          sections.add(new ConfigSection(name, start, headerEnd, entries));
          entries.clear();
        }
        start = position;
        name = parseHeader();
        headerEnd = position;
      } else if (name == null) {
        throw malformedAt(position, "sets a variable before the first section");
      } else {
        entries.add(parseEntry());
      }
    }
    if (name != null) {
      sections.add(new ConfigSection(name, start, headerEnd, entries));
    }
  }

  /**
   * Skips white space, line ends and comments.
   *
   * @return the next character, which is not consumed
   */
  private int skipToContent() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '#' || c == ';') {
        skipLine();
      } else if (isSpace(c)) {
        position++;
      } else {
        return c;
      }
    }
    return END;
  }

  private void skipLine() {
    int end = text.indexOf('\n', position);
    position = end < 0 ? text.length() : end;
  }

  private String parseHeader() throws MalformedConfigException {
    StringBuilder name = new StringBuilder();
    position++;
    for (int c = next(); c != ']'; c = next()) {
      if (c == ' ' || c == '\t') {
        return parseSubsection(name);
      }
      if (!isKeyCharacter(c) && c != '.') {
        throw malformed(
            "has a section header that is not closed, or a character not allowed in it");
      }
      name.append((char) c);
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  private String parseSubsection(StringBuilder section) throws MalformedConfigException {
    StringBuilder name = new StringBuilder(section.toString().toLowerCase(Locale.ROOT)).append('.');
    int c = next();
    while (c == ' ' || c == '\t') {
      c = next();
    }
    if (c != '"') {
      throw malformed("has a subsection without quotes");
    }
    for (c = next(); c != '"'; c = next()) {
      if (c == '\\') {
        c = next();
      }
      if (c == '\n' || c == END) {
        throw malformed("has a subsection that is not closed");
      }
      name.append((char) c);
    }
    if (next() != ']') {
      throw malformed("has a section header that is not closed");
    }
    return decode(name);
  }

  private ConfigEntry parseEntry() throws MalformedConfigException {
    if (!isLetter(text.charAt(position))) {
      throw malformedAt(position, "begins with neither a section nor a variable");
    }
    int keyStart = position;
    while (position < text.length() && isKeyCharacter(text.charAt(position))) {
      position++;
    }
    String key = text.substring(keyStart, position).toLowerCase(Locale.ROOT);
    int keyEnd = position;
    int c = next();
    while (c == ' ' || c == '\t') {
      c = next();
    }
    return switch (c) {
      case '=' -> parseValue(key, keyEnd);
      case '\n', END -> new ConfigEntry(key, Optional.empty(), keyEnd, keyEnd, keyEnd, position);
      default -> throw malformed("has something other than '=' after '" + key + "'");
    };
  }

  private ConfigEntry parseValue(String key, int keyEnd) throws MalformedConfigException {
    StringBuilder value = new StringBuilder();
    StringBuilder space = new StringBuilder();
    int start = position;
    int end = position;
    boolean started = false;
    boolean quoted = false;
    while (true) {
      int at = position;
      int c = next();
      if (c == '\n' || c == END) {
        if (quoted) {
          throw malformed("has a quote that is not closed in the value of '" + key + "'");
        }
        return new ConfigEntry(key, Optional.of(decode(value)), keyEnd, start, end, position);
      }
      if (!quoted && (c == '#' || c == ';')) {
        skipLine();
        continue;
      }
      if (!quoted && isSpace(c)) {
        if (!value.isEmpty()) {
          space.append((char) c);
        }
        continue;
      }
      if (!started) {
        started = true;
        start = at;
      }
      // Space before a continued line belongs to the value, even if the continued line is empty.
      value.append(space);
      space.setLength(0);
      if (c == '\\' && peekIsLineEnd()) {
        next();
      } else if (c == '"') {
        quoted = !quoted;
      } else {
        value.append(c == '\\' ? escaped(key) : (char) c);
      }
      end = position;
    }
  }

  private char escaped(String key) throws MalformedConfigException {
    int c = next();
    return switch (c) {
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'n' -> '\n';
      case '\\', '"' -> (char) c;
      default -> throw malformed("has an unknown escape in the value of '" + key + "'");
    };
  }

  private boolean peekIsLineEnd() {
    return position >= text.length()
        || text.startsWith("\n", position)
        || text.startsWith("\r\n", position);
  }

  /** Consumes the next character. Both forms of a line end are returned as {@code \n}. */
  private int next() {
    if (position >= text.length()) {
      return END;
    }
    char c = text.charAt(position++);
    if (c == '\r' && text.startsWith("\n", position)) {
      position++;
      return '\n';
    }
    return c;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isKeyCharacter(int c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '-';
  }

  private static String decode(CharSequence bytes) {
    return new String(
        bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** The exception for the character that was read last. */
  private MalformedConfigException malformed(String reason) {
    return malformedAt(position - 1, reason);
  }

  private MalformedConfigException malformedAt(int offset, String reason) {
    int lineEnds = (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    return new MalformedConfigException(lineEnds + 1, reason);
  }
}
