package io.longshore.cli.output;

import io.longshore.collection.add.AddedImage;
import io.longshore.collection.plan.Addition;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.dataset.RunRecord;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.NextStep;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reports the addition of an image. */
public final class AdditionReport {
  private final Messages messages;

  public AdditionReport(Messages messages) {
    this.messages = messages;
  }

  /**
   * Reports a dry run.
   *
   * @param inEarnest the same command without {@code --dry-run}
   */
  public void planned(Addition addition, NextStep inEarnest) {
    messages.answer(addition.origin().recorded() + " would become");
    messages.answer("  layout      images-oci/" + addition.names().layout());
    if (addition.withSif()) {
      messages.answer("  SIF         " + addition.names().sif());
    }
    messages.answer("  registered  " + addition.registration());
    messages.answer("  other names: --image and --name");
    messages.answer("  next: " + inEarnest.text());
    messages.event(event("would_add", addition));
  }

  /** Reports the beginning, before the registry is asked for the image. */
  public void begun(Addition addition) {
    messages.info(
        "fetching "
            + addition.origin().recorded()
            + " for "
            + (addition.withSif()
                ? addition.names().sif()
                : "images-oci/" + addition.names().layout()));
  }

  /** Reports the result. */
  public void added(AddedImage added) {
    Addition addition = added.addition();
    String layout = "images-oci/" + addition.names().layout();
    added.warnings().forEach(messages::warning);
    if (!added.changed()) {
      messages.info(layout + " is what " + addition.origin().recorded() + " is: nothing to do");
    } else {
      messages.info(
          "  "
              + layout
              + "  "
              + Messages.bytes(added.layerBytes())
              + " of layers, manifest "
              + added.manifest());
      added
          .sifBytes()
          .ifPresent(
              size -> messages.info("  " + addition.names().sif() + "  " + Messages.bytes(size)));
      messages.info(
          "  registered as " + addition.registration() + "; " + Messages.seconds(added.seconds()));
    }
    sayWhatHasNoUrl(added);
    messages.info("  next: " + nextStep(added));
    messages.event(event(added));
  }

  private void sayWhatHasNoUrl(AddedImage added) {
    if (added.withoutUrl().isEmpty()) {
      return;
    }
    boolean local = added.addition().origin() instanceof ImageOrigin.Local;
    messages.problem(
        "note: "
            + added.withoutUrl().size()
            + (added.withoutUrl().size() == 1 ? " layer has" : " layers have")
            + " no URL"
            + (local ? ", as the image came from no registry" : "")
            + ": other clones get them from a clone that has them, or not at all",
        NextStep.of(
                "  they are listed by: cd images-oci && git annex find --not --in datalad --and"
                    + " --not --in web -- {}",
                added.addition().names().layout())
            .text());
  }

  private static NextStep nextStep(AddedImage added) {
    Addition addition = added.addition();
    RepositoryPath layout = RepositoryPath.of("images-oci/" + addition.names().layout());
    RepositoryPath sif = RepositoryPath.of(addition.names().sif());
    return addition.withSif()
        ? NextStep.of("datalad containers-run -n {} ARGUMENTS", addition.registration())
        : NextStep.of(
            "datalad run -m {} --input {} --output {} scripts/oci_cmd build {} {}",
            "Build SIF image for " + sif,
            RunRecord.literal(layout),
            RunRecord.literal(sif),
            RunRecord.literal(sif.value()),
            RunRecord.literal(layout + "/"));
  }

  private static Map<String, Object> event(AddedImage added) {
    Map<String, Object> event = event("added", added.addition());
    event.put("changed", added.changed());
    event.put("manifest", added.manifest().toString());
    event.put("layer_bytes", added.layerBytes());
    added.sifBytes().ifPresent(size -> event.put("sif_bytes", size));
    event.put("without_url", added.withoutUrl().stream().map(l -> l.digest().toString()).toList());
    event.put("seconds", added.seconds());
    return event;
  }

  private static Map<String, Object> event(String name, Addition addition) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", name);
    event.put("source", addition.origin().recorded());
    event.put("layout", addition.names().layout());
    if (addition.withSif()) {
      event.put("sif", addition.names().sif());
    }
    event.put("registration", addition.registration());
    return event;
  }
}
