package io.longshore.collection.publish;

import io.longshore.collection.plan.PlannedImage;
import io.longshore.collection.stage.StagedImage;
import io.longshore.dataset.annex.AnnexKey;
import java.util.List;
import java.util.Optional;

/**
 * A staged image whose content is in the annexes, so that commits may refer to it.
 *
 * @param sifKey the key of the SIF in the superdataset, if a SIF was built
 * @param notes lines about the image for the commit message in the superdataset
 */
public record DepositedImage(StagedImage image, Optional<AnnexKey> sifKey, List<String> notes) {
  public DepositedImage {
    notes = List.copyOf(notes);
  }

  DepositedImage(StagedImage image, Optional<AnnexKey> sifKey) {
    this(image, sifKey, List.of());
  }

  DepositedImage plannedAs(PlannedImage planned) {
    return new DepositedImage(image.plannedAs(planned), sifKey, notes);
  }

  public DepositedImage withNotes(List<String> lines) {
    return new DepositedImage(image, sifKey, lines);
  }
}
