package io.longshore.collection.recipe;

/**
 * A recipe that says more than an image layout with declared extras can hold; the message says
 * what.
 */
public final class NotEligibleException extends Exception {
  public NotEligibleException(String reason) {
    super(reason);
  }
}
