package io.longshore.migrate.recipe;

/**
 * A recipe that says more than an image layout with declared extras can hold; the message says
 * what.
 */
public final class NotEligibleException extends Exception {
  public NotEligibleException(String reason) {
    super(reason);
  }
}
