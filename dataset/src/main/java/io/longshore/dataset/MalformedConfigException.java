package io.longshore.dataset;

/** A git configuration file that git, too, would refuse. */
final class MalformedConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;

  MalformedConfigException(int line, String reason) {
    super("line " + line + " " + reason);
    this.line = line;
  }

  /** Counted from 1. */
  int line() {
    return line;
  }
}
