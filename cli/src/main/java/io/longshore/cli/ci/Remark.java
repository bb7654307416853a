package io.longshore.cli.ci;

import io.longshore.ground.Printable;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A problem that an event reports about an image or a file. All texts are printable and on one
 * line.
 *
 * @param what the image or file; the name of the event if the event names neither
 * @param kind the name of the event and its code, such as {@code finding.layout}
 * @param next what to do about the problem; may be empty
 */
record Remark(Level level, String what, String problem, String kind, String next) {
  /** The levels of GitHub's annotations, with GitLab's names for them. */
  enum Level {
    ERROR("error", "major"),
    WARNING("warning", "minor"),
    NOTICE("notice", "info");

    private final String ofGithub;
    private final String ofGitlab;

    Level(String ofGithub, String ofGitlab) {
      this.ofGithub = ofGithub;
      this.ofGitlab = ofGitlab;
    }

    String ofGithub() {
      return ofGithub;
    }

    String ofGitlab() {
      return ofGitlab;
    }
  }

  /** The problem that an event reports; empty if the event reports no problem. */
  static Optional<Remark> of(JsonNode event) {
    String name = text(event, "event");
    return switch (name) {
      case "finding" ->
          Optional.of(
              remark(Level.ERROR, event, "subject", "finding." + text(event, "check"), "problem"));
      case "flaw" -> Optional.of(ofFlaw(event));
      case "trial" ->
          event.path("passed").asBoolean(true)
              ? Optional.empty()
              : Optional.of(remark(Level.ERROR, event, "image", "trial", "problem"));
      case "error", "failed", "unfinished", "update_failed", "source_failed" ->
          Optional.of(
              remark(Level.ERROR, event, "subject", name + "." + text(event, "code"), "problem"));
      case "warning" -> Optional.of(remark(Level.WARNING, event, "subject", name, "text"));
      default -> Optional.empty();
    };
  }

  private static Remark ofFlaw(JsonNode event) {
    Level level =
        switch (text(event, "severity")) {
          case "error" -> Level.ERROR;
          case "warning" -> Level.WARNING;
          default -> Level.NOTICE;
        };
    return new Remark(
        level,
        text(event, "image"),
        text(event, "path") + " " + text(event, "problem"),
        "flaw." + text(event, "code"),
        "");
  }

  private static Remark remark(
      Level level, JsonNode event, String what, String kind, String problem) {
    String about = text(event, what);
    return new Remark(
        level,
        about.isEmpty() ? text(event, "event") : about,
        text(event, problem),
        kind,
        text(event, "next"));
  }

  private static String text(JsonNode event, String field) {
    return Printable.line(event.path(field).asString(""));
  }
}
