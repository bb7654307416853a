package io.longshore.collection.rules;

/**
 * A place in the rules file or in a list.
 *
 * @param file the name of the file, for people
 * @param line from 1
 * @param column from 1
 */
public record RulePlace(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
