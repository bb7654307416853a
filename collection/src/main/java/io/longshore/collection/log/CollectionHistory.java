package io.longshore.collection.log;

import io.longshore.collection.Collection;
import io.longshore.collection.history.RunHistory;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.process.LocalCommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the history of a dataset that users name. */
public final class CollectionHistory {
  private CollectionHistory() {}

  /**
   * @param dataset a folder in the superdataset
   * @return empty while nothing is committed
   */
  public static Optional<RunHistory> of(Path dataset) throws IOException {
    GitRepository superdataset = Collection.superdatasetAt(dataset, new LocalCommandRunner());
    Optional<ObjectId> head = superdataset.resolve("HEAD");
    return head.isPresent()
        ? Optional.of(RunHistory.of(superdataset, head.get()))
        : Optional.empty();
  }
}
