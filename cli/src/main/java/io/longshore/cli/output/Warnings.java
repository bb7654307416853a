package io.longshore.cli.output;

import io.longshore.collection.plan.ImageNames;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run warns of: all of it goes into the log of warnings; people are told each cause when it
 * first arises, and how many it concerns at the end.
 */
final class Warnings {
  private static final int MOST_CAUSES = 8;

  private final Messages messages;
  private final ImageLog log;
  private final boolean atOnce;
  private final Causes causes = new Causes();
  private int number;

  /**
   * @param atOnce whether people are told before the end
   */
  Warnings(Messages messages, ImageLog log, boolean atOnce) {
    this.messages = messages;
    this.log = log;
    this.atOnce = atOnce;
  }

  /**
   * A warning.
   *
   * @param image what the log names
   * @param kind one or a few words
   * @param subject what the text is about
   * @param cause the text without what is this image's own
   */
  record Warning(String image, String kind, String subject, String text, String cause) {
    String line() {
      return subject + ": " + text;
    }
  }

  /** People are told if it is the first of its cause. */
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

  /** As {@link #add(Warning, String...)}, where it is each image's own. */
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

  /** Those of several images, and where nothing was told before, all; the most frequent first. */
  List<String> lines() {
    return causes.all().stream()
        .filter(cause -> cause.size() > 1 || !atOnce)
        .limit(MOST_CAUSES)
        .flatMap(cause -> cause.lines("image").stream())
        .toList();
  }
}
