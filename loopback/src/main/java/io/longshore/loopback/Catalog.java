package io.longshore.loopback;

import io.longshore.ground.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The content of the registry, by repository path. */
final class Catalog {
  record StoredManifest(String mediaType, byte[] bytes) {}

  private static final class Shelf {
    private final Map<String, Digest> tags = new ConcurrentHashMap<>();
    private final Map<Digest, StoredManifest> manifests = new ConcurrentHashMap<>();
    private final Map<Digest, Content> blobs = new ConcurrentHashMap<>();
  }

  private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();

  void putManifest(String path, String mediaType, byte[] bytes) {
    shelf(path).manifests.put(Digest.of(bytes), new StoredManifest(mediaType, bytes));
  }

  void putTag(String path, String tag, Digest digest) {
    shelf(path).tags.put(tag, digest);
  }

  void removeTag(String path, String tag) {
    shelf(path).tags.remove(tag);
  }

  void removeRepository(String path) {
    shelves.remove(path);
  }

  /** In the order in which registries list them. */
  SortedSet<String> tags(String path) {
    return new TreeSet<>(shelves.getOrDefault(path, new Shelf()).tags.keySet());
  }

  void putBlob(String path, Digest digest, Content content) {
    shelf(path).blobs.put(digest, content);
  }

  boolean hasRepository(String path) {
    return shelves.containsKey(path);
  }

  /**
   * @param name a tag or a digest
   */
  Optional<StoredManifest> manifest(String path, String name) {
    Shelf shelf = shelves.getOrDefault(path, new Shelf());
    return Optional.ofNullable(shelf.tags.get(name))
        .or(() -> digest(name))
        .map(shelf.manifests::get);
  }

  Optional<Content> blob(String path, String name) {
    Shelf shelf = shelves.getOrDefault(path, new Shelf());
    return digest(name).map(shelf.blobs::get);
  }

  private Shelf shelf(String path) {
    return shelves.computeIfAbsent(path, key -> new Shelf());
  }

  private static Optional<Digest> digest(String name) {
    try {
      return Optional.of(Digest.parse(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
