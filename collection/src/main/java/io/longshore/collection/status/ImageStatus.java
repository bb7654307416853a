package io.longshore.collection.status;

import io.longshore.collection.migrate.LastFailure;
import io.longshore.collection.plan.ImageNames;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where one image of a collection stands. */
public sealed interface ImageStatus {

  ImageNames names();

  /**
   * An image on the OCI workflow.
   *
   * @param source the reference it came from, as asked; empty if its layout does not say
   * @param layers how many different ones
   * @param layerBytes their sizes summed up, compressed
   * @param sifBytes empty if there is no SIF, or its key does not tell
   * @param sifHere whether this clone has the SIF's content
   * @param registrations those that point to the SIF
   */
  record Migrated(
      String sif,
      String layout,
      String source,
      int layers,
      long layerBytes,
      OptionalLong sifBytes,
      boolean sifHere,
      List<String> registrations)
      implements ImageStatus {
    @Override
    public ImageNames names() {
      return ImageNames.ofSif(sif).orElseThrow();
    }

    /** The same in a clone that has the SIF's content, or has not. */
    Migrated withContent(boolean here) {
      return new Migrated(sif, layout, source, layers, layerBytes, sifBytes, here, registrations);
    }
  }

  /**
   * A recipe that can be migrated.
   *
   * @param lastFailure why it is not, if it was tried in this clone
   */
  record Pending(String recipe, String reference, Optional<LastFailure> lastFailure)
      implements ImageStatus {
    @Override
    public ImageNames names() {
      return ImageNames.ofRecipe(recipe).orElseThrow();
    }
  }

  /** A recipe that cannot be migrated. */
  record NotEligible(String recipe, String reason) implements ImageStatus {
    @Override
    public ImageNames names() {
      return ImageNames.ofRecipe(recipe).orElseThrow();
    }
  }

  /**
   * An image that has neither recipe nor layout.
   *
   * @param reference where it comes from, if its metadata or names tell
   * @param words what tells, or why nothing does
   * @param lastFailure why it is not migrated, if that was tried in this clone
   */
  record WithoutRecipe(
      String image, Optional<String> reference, String words, Optional<LastFailure> lastFailure)
      implements ImageStatus {
    @Override
    public ImageNames names() {
      return ImageNames.ofAnyImage(image).orElseThrow();
    }
  }
}
