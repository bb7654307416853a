package io.longshore.collection.status;

import io.longshore.collection.migrate.LastFailure;
import io.longshore.collection.plan.ImageNames;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The state of one image of a collection. */
public sealed interface ImageStatus {

  ImageNames names();

  /**
   * An image on the OCI workflow.
   *
   * @param source the reference that the user asked for; empty if the layout does not record it
   * @param layers number of different layers
   * @param layerBytes total size of the compressed layers
   * @param sifBytes size of the SIF; empty if there is no SIF or its key has no size
   * @param sifHere whether this clone has the SIF's content
   * @param registrations names of the registrations that point to the SIF
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

    /** The same image, with another value for {@link #sifHere}. */
    Migrated withContent(boolean here) {
      return new Migrated(sif, layout, source, layers, layerBytes, sifBytes, here, registrations);
    }
  }

  /**
   * A recipe that can be migrated.
   *
   * @param lastFailure why the last attempt in this clone failed
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
   * An image that has neither a recipe nor a layout.
   *
   * @param reference the origin, if metadata or names tell it
   * @param words the evidence for the reference, or why there is none
   * @param lastFailure why the last attempt in this clone failed
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
