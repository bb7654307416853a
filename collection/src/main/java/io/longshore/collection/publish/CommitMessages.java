package io.longshore.collection.publish;

import io.longshore.collection.Collection;
import io.longshore.collection.DatasetScripts;
import io.longshore.collection.plan.Addition;
import io.longshore.collection.plan.Evidence;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.plan.PlannedImage;
import io.longshore.collection.stage.StagedImage;
import io.longshore.dataset.RunRecord;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.ShellWord;
import java.util.List;
import java.util.Optional;

/** The messages of the commits of an image. Every message ends with a line feed. */
public final class CommitMessages {
  private CommitMessages() {}

  public static String imagesOciCreated() {
    return """
    Add images-oci, and scripts that build and run its layouts

    images-oci holds container images as OCI image layouts, whose layers can be fetched
    from their registries. scripts/oci_cmd runs them with Apptainer or Singularity.
    """;
  }

  public static String scriptsCompleted() {
    return """
    Prepare for image layouts

    scripts/oci_cmd runs those of images-oci with Apptainer or Singularity.
    """;
  }

  public static String layoutsPrepared() {
    return """
    Prepare for image layouts

    Attributes keep manifests in git and layers in the annex.
    """;
  }

  /**
   * @param kept what was there until then, if that goes on under another name
   */
  static String layoutAdded(StagedImage image, Optional<ImageNames> kept) {
    return """
    Add %s as %s

    Resolved to %s
    %d layers, %d bytes
    %s\
    """
        .formatted(
            image.planned().origin().recorded(),
            image.planned().names().layout(),
            image.content().manifestDigest(),
            image.layers().size(),
            image.layerBytes(),
            kept.map(names -> "What was there is now " + names.layout() + "\n").orElse(""));
  }

  /** As {@link #layoutAdded}. */
  static String subdatasetAdvanced(DepositedImage deposited, Optional<ImageNames> kept) {
    PlannedImage planned = deposited.image().planned();
    return "%s: add %s\n".formatted(Collection.IMAGES_OCI, planned.names().layout())
        + kept.map(names -> "\nWhat was there is now " + names.sif() + "\n").orElse("")
        + (removesFiles(planned) ? "" : notes(deposited));
  }

  // The recipe stays in the history. The evidence for an image without a recipe may not, so the
  // message records it.
  private static String origin(PlanEntry.Eligible entry) {
    return entry.evidence() instanceof Evidence.Recipe
        ? ""
        : "From %s, by %s\n".formatted(entry.reference().asAsked(), entry.evidence().words());
  }

  // If an image replaces one of the same path, the last commit may remove no files.
  private static boolean removesFiles(PlannedImage planned) {
    return !planned.superseded().isEmpty();
  }

  private static String notes(DepositedImage deposited) {
    return deposited.notes().isEmpty() ? "" : "\n" + String.join("\n", deposited.notes()) + "\n";
  }

  static RunRecord sifBuilt(StagedImage image, String datasetId) {
    ImageNames names = image.planned().names();
    RepositoryPath layout = Collection.IMAGES_OCI.resolve(names.layout());
    return new RunRecord(
        "Build SIF image for " + names.sif(),
        DatasetScripts.OCI_CMD
            + " build "
            + ShellWord.quoteForScript(names.sif())
            + " "
            + ShellWord.quoteForScript(layout + "/"),
        datasetId,
        List.of(layout),
        List.of(RepositoryPath.of(names.sif())));
  }

  static String imageInstalled(DepositedImage deposited) {
    PlannedImage planned = deposited.image().planned();
    ImageNames names = planned.names();
    StringBuilder text = new StringBuilder();
    text.append(
        switch (planned) {
          case PlanEntry.Eligible entry ->
              "Migrate " + names.name() + " to OCI\n\n" + origin(entry);
          case Addition addition -> "Register " + addition.registration() + "\n\n";
          case NewVersion version -> "Update to " + version.names().name() + "\n\n";
        });
    for (String registration : planned.registrations()) {
      text.append("Point ").append(registration).append(" to ").append(names.sif()).append('\n');
    }
    for (RepositoryPath path : planned.superseded()) {
      text.append("Remove ").append(path).append('\n');
    }
    if (removesFiles(planned)) {
      text.append(notes(deposited));
    }
    return text.toString();
  }
}
