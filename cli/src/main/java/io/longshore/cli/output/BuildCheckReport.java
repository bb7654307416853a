package io.longshore.cli.output;

import io.longshore.ground.NextStep;
import io.longshore.image.BuildProfile;
import io.longshore.image.SelfDescription;
import io.longshore.image.compare.BuildCheck;
import io.longshore.image.compare.Difference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reports the result of {@code longshore build --check} to people and programs. */
public final class BuildCheckReport {
  private final Messages messages;
  private final String sif;
  private final String layout;

  public BuildCheckReport(Messages messages, String sif, String layout) {
    this.messages = messages;
    this.sif = sif;
    this.layout = layout;
  }

  /**
   * @param profile the build profile of the comparison
   */
  public void show(BuildCheck.Result result, BuildProfile profile) {
    result.differences().forEach(this::event);
    if (result.equal()) {
      messages.answer(sif + " is what " + layout + " gives: " + result.given());
    } else {
      messages.finding(sif + " is not what " + layout + " gives:");
      result.differences().forEach(difference -> messages.finding("  " + words(difference)));
      if (result.total() > result.differences().size()) {
        messages.finding(
            "  ... and %d more (--differences N shows N of them)"
                .formatted(result.total() - result.differences().size()));
      }
      messages.finding(verdict(result));
      otherProfile(result, profile).ifPresent(made -> advise(made, profile));
    }
    event(result);
  }

  private static String words(Difference difference) {
    return "%s: %s: %s in the file, %s from the layout"
        .formatted(
            difference.place(), difference.aspect(), difference.first(), difference.second());
  }

  private static String verdict(BuildCheck.Result result) {
    String where = "They differ from byte " + result.firstByte() + " on. ";
    return result.sameTree()
        ? where + "The root file systems hold the same files, attributes and data."
        : where + "The root file systems hold different files.";
  }

  private void advise(BuildProfile made, BuildProfile used) {
    messages.finding(
        ("The file says it was built with --compression %s --block-size %d;"
                + " this check used --compression %s --block-size %d.")
            .formatted(
                made.compression().toText(),
                made.blockSize(),
                used.compression().toText(),
                used.blockSize()),
        "  next: "
            + NextStep.of(
                "longshore build --check --compression {} --block-size {} {} {}",
                made.compression().toText(),
                made.blockSize(),
                sif,
                layout));
  }

  private static Optional<BuildProfile> otherProfile(
      BuildCheck.Result result, BuildProfile profile) {
    return result.made().flatMap(SelfDescription::profile).filter(made -> !made.equals(profile));
  }

  private void event(Difference difference) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "check_difference");
    event.put("place", difference.place());
    event.put("aspect", difference.aspect());
    event.put("sif", difference.first());
    event.put("layout", difference.second());
    messages.event(event);
  }

  private void event(BuildCheck.Result result) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "checked");
    event.put("sif", sif);
    event.put("layout", layout);
    event.put("equal", result.equal());
    event.put("same_tree", result.sameTree());
    event.put("differences", result.total());
    event.put("digest", result.given().toString());
    event.put("rebuilt_digest", result.rebuilt().toString());
    messages.event(event);
  }
}
