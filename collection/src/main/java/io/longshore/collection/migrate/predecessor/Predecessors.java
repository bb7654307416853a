package io.longshore.collection.migrate.predecessor;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeEntry;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The committed images that a plan replaces. */
public final class Predecessors {
  private final Map<String, Predecessor> byPath = new HashMap<>();

  private Predecessors() {}

  /**
   * Finds the old images of {@code plan}. The number of processes does not depend on the number of
   * images.
   */
  public static Predecessors of(GitRepository superdataset, Collection<PlanEntry.Eligible> plan)
      throws IOException {
    Predecessors predecessors = new Predecessors();
    if (plan.stream().noneMatch(entry -> entry.oldImage().isPresent())) {
      return predecessors;
    }
    try (CommittedFiles files = CommittedFiles.atHead(superdataset)) {
      AdditionTimes times = AdditionTimes.in(superdataset, files.commit());
      for (PlanEntry.Eligible entry : plan) {
        Optional<RepositoryPath> old = entry.oldImage().map(RepositoryPath::of);
        Optional<TreeEntry> file = old.flatMap(files::entry);
        if (file.isPresent()) {
          RepositoryPath path = old.get();
          predecessors.byPath.put(
              path.value(), new Predecessor(path, files.key(path), times.of(file.get().id())));
        }
      }
    }
    return predecessors;
  }

  /** The image that {@code entry} replaces, if there is one. */
  public Optional<Predecessor> of(PlanEntry.Eligible entry) {
    return entry.oldImage().map(byPath::get);
  }
}
