package io.longshore.collection.status;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.plan.Planner;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The registries a collection's images come from, or will come from. */
public final class CollectionRegistries {
  private CollectionRegistries() {}

  /**
   * @return one repository of each registry, sorted by registry; where no image names any, one of
   *     Docker Hub
   */
  public static List<Repository> in(Optional<GitRepository> superdataset) throws IOException {
    Map<String, Repository> found = new TreeMap<>();
    if (superdataset.isPresent() && superdataset.get().resolve("HEAD").isPresent()) {
      addPlanned(superdataset.get(), found);
      addMigrated(superdataset.get(), found);
    }
    if (found.isEmpty()) {
      add(new Repository(Repository.DOCKER_HUB, "library/busybox"), found);
    }
    return List.copyOf(found.values());
  }

  private static void addPlanned(GitRepository git, Map<String, Repository> found)
      throws IOException {
    try (CommittedFiles files = CommittedFiles.atHead(git)) {
      for (PlanEntry entry : Planner.plan(git, files.commit(), List.of(), Path.of(""))) {
        if (entry instanceof PlanEntry.Eligible eligible) {
          add(eligible.reference().repository(), found);
        }
      }
    }
  }

  private static void addMigrated(GitRepository git, Map<String, Repository> found)
      throws IOException {
    Optional<MigratedDataset> opened;
    try {
      opened = MigratedDataset.open(git, List.of(), Path.of(""));
    } catch (FailureException e) {
      return;
    }
    if (opened.isPresent()) {
      try (MigratedDataset dataset = opened.get()) {
        for (MigratedImage image : dataset.images()) {
          image.repository().ifPresent(repository -> add(repository, found));
        }
      }
    }
  }

  private static void add(Repository repository, Map<String, Repository> found) {
    found.putIfAbsent(repository.registry(), repository);
  }
}
