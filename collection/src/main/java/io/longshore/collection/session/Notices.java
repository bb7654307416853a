package io.longshore.collection.session;

/** Is told what a maintainer should know that stops nothing. Several threads may call it. */
@FunctionalInterface
public interface Notices {
  /**
   * @param subject the image, key or step that the text is about
   */
  void warn(String subject, String text);
}
