package io.longshore.collection.stage;

import io.longshore.oci.Descriptor;
import java.util.List;

/** What is done for an image, in the order it is done. */
public sealed interface WorkStep {
  /** Its source is asked what it is. */
  record LookUp() implements WorkStep {}

  /**
   * Its layers are brought here.
   *
   * @param layers all of them, each once, also those that are here
   */
  record Fetch(List<Descriptor> layers) implements WorkStep {
    public Fetch {
      layers = List.copyOf(layers);
    }

    /** Of all its layers, compressed. */
    public long bytes() {
      return layers.stream().mapToLong(Descriptor::size).sum();
    }
  }

  /**
   * Another image is fetching a layer that both have.
   *
   * @param fetcher name of the other image
   */
  record AwaitLayer(String fetcher) implements WorkStep {}

  /**
   * Its SIF is built.
   *
   * @param bytes of the compressed layers, which are read for that
   */
  record Build(long bytes) implements WorkStep {}

  /** What was fetched and built is hashed and put into the annexes. */
  record Deposit() implements WorkStep {}

  /** It is ready; images before it in the plan are not. */
  record AwaitTurn() implements WorkStep {}

  /** Its commits are made. */
  record Publish() implements WorkStep {}
}
