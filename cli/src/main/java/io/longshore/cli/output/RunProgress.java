package io.longshore.cli.output;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.stage.WorkObserver;

/** Receives the progress of a run. */
public interface RunProgress extends WorkObserver {
  /** Announces the number of images. */
  void planned(int number);

  void migrated();

  void failed(ImageNames image);

  /** The number of bytes received over the network so far. */
  long fetched();
}
