package io.longshore.cli.output.test;

import io.longshore.cli.output.Event;
import io.longshore.cli.output.JUnitDocument;
import io.longshore.cli.output.JUnitDocument.Case;
import io.longshore.cli.output.Messages;
import io.longshore.collection.test.TestListener;
import io.longshore.collection.test.TestedImage;
import io.longshore.collection.test.Trial;
import io.longshore.ground.NextStep;
import io.longshore.ground.ShellWord;
import io.longshore.image.soundness.Flaw;
import io.longshore.image.soundness.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints the results of testing images: a line for each image with a problem, the problems below
 * this line, and a summary.
 */
public final class TestReport implements TestListener {
  private static final int FEW = 3;

  private final Messages messages;
  private final boolean each;
  private final Path currentFolder;
  private final List<TestedImage> tested = new ArrayList<>();
  private final List<String> absent = new ArrayList<>();
  private int doubtfulLayouts;

  /**
   * @param each whether sound images and notes are printed too
   * @param currentFolder where the user types the next command
   */
  public TestReport(Messages messages, boolean each, Path currentFolder) {
    this.messages = messages;
    this.each = each;
    this.currentFolder = currentFolder;
  }

  @Override
  public void progress(int done, int total) {
    messages.progress("image " + done + " of " + total);
  }

  @Override
  public void tested(TestedImage image) {
    tested.add(image);
    String line = String.format(Locale.ROOT, "%-9s%s", verdict(image), image.image());
    if (image.failed()) {
      messages.finding(line);
    } else if (each || image.count(Severity.WARNING) > 0) {
      messages.answer(line);
    }
    image.flaws().forEach(this::show);
    image.trial().ifPresent(this::show);
    messages.event(
        Event.of("tested")
            .with("image", image.image())
            .with("result", verdict(image))
            .with("errors", image.count(Severity.ERROR))
            .with("warnings", image.count(Severity.WARNING))
            .with("notes", image.count(Severity.NOTE)));
    image.flaws().forEach(flaw -> messages.event(event(image.image(), flaw)));
    image.trial().ifPresent(trial -> messages.event(event(image, trial)));
  }

  private static String verdict(TestedImage image) {
    if (image.failed()) {
      return "broken";
    }
    return image.count(Severity.WARNING) > 0 ? "doubtful" : "ok";
  }

  private void show(Flaw flaw) {
    String line = "  " + flaw.severity().code() + ": " + flaw + " (" + flaw.kind().code() + ")";
    switch (flaw.severity()) {
      case ERROR -> messages.finding(line);
      case WARNING -> messages.answer(line);
      case NOTE -> {
        if (each) {
          messages.answer(line);
        }
      }
    }
  }

  private void show(Trial trial) {
    String seconds = " (" + Messages.seconds(trial.seconds()) + ")";
    if (trial.passed()) {
      if (each) {
        messages.answer("  started with " + words(trial) + seconds);
      }
      return;
    }
    messages.finding(
        "  error: started with " + words(trial) + ", it " + trial.problem().get() + seconds);
    trial.output().lines().forEach(line -> messages.finding("    | " + line));
  }

  private static String words(Trial trial) {
    return trial.arguments().isEmpty()
        ? "no arguments"
        : String.join(" ", trial.arguments().stream().map(ShellWord::quote).toList());
  }

  private static Event event(String image, Flaw flaw) {
    return Event.of("flaw")
        .with("image", image)
        .with("code", flaw.kind().code())
        .with("severity", flaw.severity().code())
        .with("path", flaw.path())
        .with("problem", flaw.problem());
  }

  private static Event event(TestedImage image, Trial trial) {
    return Event.of("trial")
        .with("image", image.image())
        .with("arguments", trial.arguments())
        .with("passed", trial.passed())
        .with("exit_code", trial.exitCode())
        .with("problem", trial.problem())
        .with("output", trial.output())
        .with("seconds", trial.seconds());
  }

  @Override
  public void ofLayout(String image, Flaw flaw) {
    doubtfulLayouts++;
    messages.answer(String.format(Locale.ROOT, "%-9s%s", "doubtful", image));
    show(flaw);
    messages.event(event(image, flaw));
  }

  @Override
  public void warn(String subject, String problem) {
    messages.warning(subject, problem);
  }

  @Override
  public void absent(Path root, List<String> images) {
    absent.addAll(images);
    if (images.isEmpty()) {
      return;
    }
    boolean few = images.size() <= FEW;
    messages.answer(
        "note: "
            + (few ? String.join(", ", images) : images.size() + " images")
            + (images.size() == 1 ? " is" : " are")
            + " not here and not tested",
        "  next: "
            + command(root, few ? images : List.of("images")).text()
            + (few ? "" : ", for those that another clone has"));
    messages.event(Event.of("not_here").with("images", images));
  }

  private NextStep command(Path root, List<String> images) {
    NextStep get =
        root.equals(currentFolder)
            ? NextStep.of("git annex get -- ")
            : NextStep.of("git -C {} annex get -- ", root);
    return get.then(NextStep.ofCommand(images));
  }

  /** Prints the last line, which counts the images. */
  public void finish() {
    long broken = broken();
    long doubtful =
        doubtfulLayouts
            + tested.stream().filter(image -> verdict(image).equals("doubtful")).count();
    messages.answer(
        Messages.count(tested.size(), "image")
            + " tested"
            + (broken + doubtful == 0 ? ", nothing found" : "")
            + (broken == 0 ? "" : ", " + broken + " broken")
            + (doubtful == 0 ? "" : ", " + doubtful + " doubtful"));
    messages.event(
        Event.of("test_finished")
            .with("images", tested.size())
            .with("broken", broken)
            .with("doubtful", doubtful)
            .with("absent", absent.size()));
  }

  /** How many images cannot start, or were started and did not pass. */
  public long broken() {
    return tested.stream().filter(TestedImage::failed).count();
  }

  /** A JUnit suite in which each image is a test case. */
  public JUnitDocument junit() {
    List<Case> cases = new ArrayList<>();
    for (TestedImage image : tested) {
      cases.add(image.failed() ? failed(image) : new Case.Passed(image.image()));
    }
    absent.forEach(path -> cases.add(new Case.Skipped(path, "its content is not here")));
    return new JUnitDocument(
        "longshore test", List.of(new JUnitDocument.Suite("images", "longshore.test", cases)));
  }

  private static Case failed(TestedImage image) {
    List<String> lines = new ArrayList<>();
    for (Flaw flaw : image.flaws()) {
      if (flaw.severity() == Severity.ERROR) {
        lines.add(flaw + " (" + flaw.kind().code() + ")");
      }
    }
    image
        .trial()
        .filter(trial -> !trial.passed())
        .ifPresent(
            trial -> {
              lines.add("started with " + words(trial) + ", it " + trial.problem().get());
              lines.addAll(trial.output().lines().toList());
            });
    return new Case.Failed(image.image(), lines.getFirst(), String.join("\n", lines));
  }
}
