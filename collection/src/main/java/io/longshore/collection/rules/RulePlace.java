package io.longshore.collection.rules;

/**
 * Where something stands in a file.
 *
 * @param file as people know it
 * @param line from 1
 * @param column from 1
 */
public record RulePlace(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
