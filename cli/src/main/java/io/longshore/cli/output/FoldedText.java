package io.longshore.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words, so that a terminal need not break it inside them. */
final class FoldedText {
  private FoldedText() {}

  /**
   * @param indent before each line but the first
   * @param width that no line reaches, unless it is one word
   */
  static List<String> lines(String text, String indent, int width) {
    List<String> lines = new ArrayList<>();
    String line = text.substring(0, text.length() - text.stripLeading().length());
    boolean empty = true;
    for (String word : text.strip().split(" ")) {
      if (!empty && line.length() + 1 + word.length() >= width) {
        lines.add(line);
        line = indent;
        empty = true;
      }
      line += (empty ? "" : " ") + word;
      empty = false;
    }
    lines.add(line);
    return lines;
  }
}
