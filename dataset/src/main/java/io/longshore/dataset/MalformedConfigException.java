package io.longshore.dataset;

/** A git configuration file is malformed; git would refuse it too. */
final class MalformedConfigException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param line counted from 1
   * @param reason continues "line N"
   */
  MalformedConfigException(int line, String reason) {
    super("line " + line + " " + reason);
  }
}
