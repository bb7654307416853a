package io.longshore.migrate.publish;

import io.longshore.dataset.RunRecord;
import io.longshore.dataset.git.RepositoryPath;
import io.longshore.migrate.collection.Collection;
import io.longshore.migrate.collection.DatasetScripts;
import io.longshore.migrate.plan.ImageNames;
import io.longshore.migrate.plan.PlanEntry;
import io.longshore.migrate.stage.StagedImage;
import java.util.List;

/** What the commits of one image say. Every message ends with a line end. */
final class CommitMessages {
  private CommitMessages() {}

  static String imagesOciCreated() {
    return """
        Add images-oci, and scripts that build and run its layouts

        images-oci holds container images as OCI image layouts, whose layers can be fetched
        from their registries. scripts/oci_cmd runs them with Apptainer or Singularity.
        """;
  }

  static String layoutAdded(StagedImage image) {
    return """
        Add %s as %s

        Resolved to %s
        %d layers, %d bytes
        """
        .formatted(
            image.entry().reference().asAsked(),
            image.entry().names().layout(),
            image.manifestDigest(),
            image.layers().size(),
            image.layerBytes());
  }

  static String subdatasetAdvanced(StagedImage image) {
    return "%s: add %s\n".formatted(Collection.IMAGES_OCI, image.entry().names().layout());
  }

  static RunRecord sifBuilt(StagedImage image, String datasetId) {
    ImageNames names = image.entry().names();
    RepositoryPath layout = Collection.IMAGES_OCI.resolve(names.layout());
    return new RunRecord(
        "Build SIF image for " + names.sif(),
        DatasetScripts.OCI_CMD
            + " build "
            + ShellQuoting.quote(names.sif())
            + " "
            + ShellQuoting.quote(layout + "/"),
        datasetId,
        List.of(layout),
        List.of(RepositoryPath.of(names.sif())));
  }

  static String oldImageReplaced(PlanEntry.Eligible entry) {
    ImageNames names = entry.names();
    StringBuilder text = new StringBuilder();
    text.append("Migrate ").append(names.name()).append(" to OCI\n\n");
    for (String registration : entry.registrations()) {
      text.append("Point ").append(registration).append(" to ").append(names.sif()).append('\n');
    }
    text.append("Remove ").append(entry.recipe()).append('\n');
    entry.oldImage().ifPresent(old -> text.append("Remove ").append(old).append('\n'));
    return text.toString();
  }
}
