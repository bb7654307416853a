package io.longshore.collection.publish;

import io.longshore.collection.session.Notices;
import io.longshore.collection.stage.StagedImage;
import io.longshore.collection.stage.StagedImage.StagedSif;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.image.soundness.Flaw;
import io.longshore.image.soundness.FlawKind;
import io.longshore.image.soundness.Severity;
import io.longshore.image.soundness.Soundness;
import java.io.IOException;
import java.util.List;

/** Looks at an image before anybody else can: one that cannot start is not published. */
final class SoundnessGate {
  private SoundnessGate() {}

  private static NextStep next(FlawKind kind) {
    NextStep other =
        switch (kind) {
          case WRONG_ARCHITECTURE ->
              NextStep.of("name the platform that its programs are for: --platform OS/ARCH");
          case RUNSCRIPT_NOT_EXECUTABLE, NO_RUNSCRIPT ->
              NextStep.of("name an image without a folder .singularity.d of its own");
          case DAMAGED -> NextStep.of("run the same command again, so that it is built anew");
          default -> NextStep.of("name another tag, made with what this one lacks");
        };
    return other.then(
        "; if the image is meant for 'apptainer exec' alone: the same command with --no-test");
  }

  /**
   * @param notices is told what may keep the image from starting
   * @throws FailureException of kind BROKEN if it cannot start
   */
  static void require(StagedImage image, Notices notices) throws IOException {
    if (image.sif().isEmpty()) {
      return;
    }
    StagedSif sif = image.sif().get();
    List<Flaw> flaws = Soundness.flawsOf(sif.file(), Soundness.Depth.PROGRAMS);
    List<Flaw> errors = flaws.stream().filter(flaw -> flaw.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new FailureException(
          FailureKind.BROKEN,
          image.planned().origin().recorded(),
          "would not start: " + String.join("; ", errors.stream().map(Flaw::toString).toList()),
          next(errors.getFirst().kind()));
    }
    for (Flaw flaw : flaws) {
      // That nothing is named to run is told of layouts without a SIF too, elsewhere.
      if (flaw.severity() == Severity.WARNING && flaw.kind() != FlawKind.NOTHING_TO_RUN) {
        notices.warn(image.planned().names().name(), flaw.toString());
      }
    }
  }
}
