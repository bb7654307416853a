package io.longshore.collection.session;

/** Receives warnings for the maintainer; the work goes on. Called from several threads. */
@FunctionalInterface
public interface Notices {
  /**
   * @param subject the image, key or step that the text is about
   */
  void warn(String subject, String text);
}
