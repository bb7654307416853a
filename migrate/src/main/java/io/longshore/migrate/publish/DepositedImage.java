package io.longshore.migrate.publish;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.migrate.stage.StagedImage;
import java.util.Optional;

/**
 * A staged image whose annexed content is in both annexes; commits may refer to it.
 *
 * @param sifKey the key of the SIF in the superdataset, if it has one
 */
public record DepositedImage(StagedImage image, Optional<AnnexKey> sifKey) {}
