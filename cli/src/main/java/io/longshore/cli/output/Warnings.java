package io.longshore.cli.output;

import io.longshore.collection.plan.ImageNames;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reports the warnings of a run. All warnings go into the log of warnings. People see each cause
 * when it first arises, and the number of its images at the end.
 */
final class Warnings {
  private static final int MOST_CAUSES = 8;

  private final Messages messages;
  private final ImageLog log;
  private final boolean atOnce;
  private final Causes causes = new Causes();
  private int number;

  /**
   * @param atOnce whether people see a cause at once, and not only at the end
   */
  Warnings(Messages messages, ImageLog log, boolean atOnce) {
    this.messages = messages;
    this.log = log;
    this.atOnce = atOnce;
  }

  /**
   * A warning.
   *
   * @param image the image in the log
   * @param kind one or a few words
   * @param subject the subject of the text
   * @param cause the text without the words that belong to this image alone
   */
  record Warning(String image, String kind, String subject, String text, String cause) {
    String line() {
      return subject + ": " + text;
    }
  }

  /** Adds a warning, and prints it if it is the first of its cause. */
  void add(Warning warning, String... more) {
    number++;
    log.add(warning.image(), warning.kind(), warning.line());
    boolean first =
        causes.add(
            new Causes.Problem(
                ImageNames.nameAt(warning.image()),
                warning.kind(),
                /* subject= */ "",
                warning.cause(),
                /* next= */ ""));
    if (first && atOnce) {
      messages.problem("warning: " + warning.line());
      Stream.of(more).forEach(messages::problem);
    }
  }

  /** Adds a warning whose cause differs for each image, and prints it. */
  void tell(Warning warning, List<String> more) {
    number++;
    log.add(
        warning.image(),
        warning.kind(),
        warning.line() + (more.isEmpty() ? "" : "; the first: " + more.getFirst().strip()));
    messages.problem("warning: " + warning.line());
    more.forEach(messages::problem);
  }

  int number() {
    return number;
  }

  /**
   * The lines for the end: causes with several images, or all causes if nothing was printed before,
   * the most frequent first.
   */
  List<String> lines() {
    return causes.all().stream()
        .filter(cause -> cause.size() > 1 || !atOnce)
        .limit(MOST_CAUSES)
        .flatMap(cause -> cause.lines("image").stream())
        .toList();
  }
}
