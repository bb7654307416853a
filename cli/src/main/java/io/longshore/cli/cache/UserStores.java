package io.longshore.cli.cache;

import io.longshore.cli.session.UserCaches;
import io.longshore.collection.status.StatusMemory;
import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.KeptFiles;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is kept for this user beside compressed blocks. */
public record UserStores(Map<String, String> environment) {
  /**
   * Each kind of which there is something, and each place of temporary folders.
   *
   * @param unusedSince only what was of no use since then
   * @throws io.longshore.ground.FailureException if others may write to a folder of it
   */
  public List<Kept> find(Optional<Instant> unusedSince) throws IOException {
    List<Kept> found = new ArrayList<>();
    Optional<Path> caches = UserCaches.folder(environment);
    if (caches.isPresent()) {
      KeptFiles manifests = RegistryOptions.rememberedManifests(caches.get());
      found.add(kept(Kept.Kind.MANIFESTS, manifests, unusedSince));
      found.add(kept(Kept.Kind.STATUS, StatusMemory.files(caches.get()), unusedSince));
    }
    found.removeIf(kept -> kept.files().isEmpty());
    Map<Path, List<KeptFile>> byPlace =
        AbandonedFolders.find(environment).stream()
            .collect(
                Collectors.groupingBy(
                    folder -> folder.path().getParent(), LinkedHashMap::new, Collectors.toList()));
    byPlace.forEach((place, files) -> found.add(new Kept(Kept.Kind.TEMPORARY, place, files)));
    return found;
  }

  /**
   * Removes what {@link #find} has found.
   *
   * @return what is gone; some may have been gone before
   */
  public static List<KeptFile> remove(List<Kept> found) throws IOException {
    List<KeptFile> gone = new ArrayList<>();
    for (Kept kept : found) {
      gone.addAll(
          kept.kind() == Kept.Kind.TEMPORARY
              ? AbandonedFolders.delete(kept.files())
              : KeptFiles.delete(kept.files()));
    }
    return gone;
  }

  private static Kept kept(Kept.Kind kind, KeptFiles files, Optional<Instant> unusedSince)
      throws IOException {
    return new Kept(
        kind,
        files.folder().path(),
        unusedSince.isPresent() ? files.unusedSince(unusedSince.get()) : files.list());
  }
}
