package io.longshore.collection.stage;

import io.longshore.oci.Descriptor;
import java.util.List;

/** A step of the work on an image. The steps are listed in their order. */
public sealed interface WorkStep {
  /** The source is asked for the manifest of the image. */
  record LookUp() implements WorkStep {}

  /**
   * The layers are fetched.
   *
   * @param layers the different layers of the image, including those that the store has already
   */
  record Fetch(List<Descriptor> layers) implements WorkStep {
    public Fetch {
      layers = List.copyOf(layers);
    }

    /** The total size of the compressed layers, in bytes. */
    public long bytes() {
      return layers.stream().mapToLong(Descriptor::size).sum();
    }
  }

  /**
   * Another image is fetching a layer that both images have.
   *
   * @param fetcher name of the other image
   */
  record AwaitLayer(String fetcher) implements WorkStep {}

  /** The layers are here, and the SIF waits until fewer others are built. */
  record AwaitBuild() implements WorkStep {}

  /**
   * The SIF is built. Begun again if more is to be read than was known.
   *
   * @param bytes compressed bytes of layers to be read in all; a layer that the image has twice is
   *     read twice
   */
  record Build(long bytes) implements WorkStep {}

  /** The SIF is hashed and put into the annex, and the URLs of the layers are recorded. */
  record Deposit() implements WorkStep {}

  /** The image is ready and waits for earlier images of the plan. */
  record AwaitTurn() implements WorkStep {}

  /** The commits are made. */
  record Publish() implements WorkStep {}
}
