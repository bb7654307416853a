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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is kept for this user beside compressed blocks. */
public record UserStores(Map<String, String> environment) {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  /**
   * Each kind of which there is something.
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
    List<KeptFile> abandoned = AbandonedFolders.find(environment);
    found.add(new Kept(Kept.Kind.TEMPORARY, TEMPORARY, abandoned));
    found.removeIf(kept -> kept.files().isEmpty());
    return found;
  }

  /** Removes what {@link #find} has found. */
  public static void remove(List<Kept> found) throws IOException {
    for (Kept kept : found) {
      if (kept.kind() == Kept.Kind.TEMPORARY) {
        AbandonedFolders.delete(kept.files());
      } else {
        KeptFiles.delete(kept.files());
      }
    }
  }

  private static Kept kept(Kept.Kind kind, KeptFiles files, Optional<Instant> unusedSince)
      throws IOException {
    return new Kept(
        kind,
        files.folder().path(),
        unusedSince.isPresent() ? files.unusedSince(unusedSince.get()) : files.list());
  }
}
