package io.longshore.collection.recipe;

/**
 * A recipe does more than an image layout with declared extras can record. The message names the
 * part.
 */
public final class NotEligibleException extends Exception {
  public NotEligibleException(String reason) {
    super(reason);
  }
}
