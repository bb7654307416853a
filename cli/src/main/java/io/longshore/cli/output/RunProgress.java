package io.longshore.cli.output;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.stage.WorkObserver;

/** Where it is written down how far a run has got. */
public interface RunProgress extends WorkObserver {
  /** So many images there are to do. */
  void planned(int number);

  void migrated();

  void failed(ImageNames image);

  /** Bytes that came over the network so far. */
  long fetched();
}
