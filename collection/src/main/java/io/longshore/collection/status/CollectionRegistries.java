package io.longshore.collection.status;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.plan.Planner;
import io.longshore.dataset.git.GitRepository;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the registries that a collection's images come from or will come from. */
public final class CollectionRegistries {
  private CollectionRegistries() {}

  /**
   * @return one repository of each registry, sorted by registry; if no image names a registry, a
   *     repository on Docker Hub
   */
  public static List<Repository> in(Optional<GitRepository> superdataset) throws IOException {
    Map<String, Repository> found = new TreeMap<>();
    if (superdataset.isPresent() && superdataset.get().resolve("HEAD").isPresent()) {
      try (CommittedCollection collection = CommittedCollection.atHead(superdataset.get())) {
        addPlanned(collection, found);
        addMigrated(collection, found);
      }
    }
    if (found.isEmpty()) {
      add(new Repository(Repository.DOCKER_HUB, "library/busybox"), found);
    }
    return List.copyOf(found.values());
  }

  private static void addPlanned(CommittedCollection collection, Map<String, Repository> found)
      throws IOException {
    for (PlanEntry entry : Planner.plan(collection, List.of(), collection.root())) {
      if (entry instanceof PlanEntry.Eligible eligible) {
        add(eligible.reference().repository(), found);
      }
    }
  }

  private static void addMigrated(CommittedCollection collection, Map<String, Repository> found)
      throws IOException {
    if (collection.imagesOci().isPresent()) {
      for (MigratedImage image : MigratedImage.allIn(collection.imagesOci().get())) {
        image.repository().ifPresent(repository -> add(repository, found));
      }
    }
  }

  private static void add(Repository repository, Map<String, Repository> found) {
    found.putIfAbsent(repository.registry(), repository);
  }
}
