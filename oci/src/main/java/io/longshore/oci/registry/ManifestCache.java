package io.longshore.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.file.KeptFiles;
import io.longshore.ground.file.PrivateFolder;
import io.longshore.oci.ManifestType;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps manifests, indexes and configs, so that a registry that counts pulls counts each document
 * once and is asked once for an image that is used several times.
 *
 * <p>Each document has a file that is named by its digest, configs apart from manifests and
 * indexes: a stranger's manifest may name any digest as that of its config. Each name that was
 * resolved has a file that is named by the digest of the name: it has the digest of the document. A
 * document is verified when it is read, and its type is derived from it, because what one server
 * says of it holds for no other server. The registry is asked whether a name still has the same
 * document. Files that cannot be read or written are ignored.
 */
final class ManifestCache {
  private static final Duration KEPT = Duration.ofDays(90);

  private static final String NAME = ".name";
  private static final String CONFIG = ".config";

  /** Documents, configs, names, and what was being written. */
  private static final Pattern FILES =
      Pattern.compile("[0-9a-f]{64}(\\.name|\\.config)?|new\\.[0-9]+");

  private final PrivateFolder folder;

  private ManifestCache(PrivateFolder folder) {
    this.folder = folder;
  }

  /**
   * @param folder made when the first document is put into it
   * @param listener learns if the folder is not private; the cache is not used then
   */
  static Optional<ManifestCache> open(PrivateFolder folder, RegistryListener listener) {
    try {
      files(folder).forgetUnusedFor(KEPT);
      return Optional.of(new ManifestCache(folder));
    } catch (FailureException e) {
      listener.cacheRefused(e);
    } catch (IOException e) {
      // Each document then costs one more pull.
    }
    return Optional.empty();
  }

  static KeptFiles files(PrivateFolder folder) {
    return new KeptFiles(folder, FILES);
  }

  /** The manifest or index with {@code digest}, if the cache has it. */
  Optional<ResolvedManifest> find(Repository repository, Digest digest) {
    return read(file(digest, ""), digest)
        .flatMap(
            bytes ->
                ManifestType.of(bytes)
                    .map(type -> new ResolvedManifest(repository, digest, type, bytes)));
  }

  /** The config with {@code digest}, if the cache has it. */
  Optional<byte[]> findConfig(Digest digest) {
    return read(file(digest, CONFIG), digest);
  }

  private static Optional<byte[]> read(Path file, Digest digest) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!Digest.of(bytes).equals(digest)) {
        Files.deleteIfExists(file);
        return Optional.empty();
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(bytes);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The document that {@code tag} had when the registry was last asked, if the cache has it. */
  Optional<ResolvedManifest> find(Repository repository, String tag) {
    try {
      Digest digest = Digest.parse(Files.readString(name(repository, tag)).strip());
      return find(repository, digest);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void keep(ResolvedManifest document) {
    write(file(document.digest(), ""), document.bytes());
  }

  void keep(ResolvedManifest document, String tag) {
    keep(document);
    write(name(document.repository(), tag), document.digest().toString().getBytes(UTF_8));
  }

  /**
   * @param digest of {@code bytes}
   */
  void keepConfig(Digest digest, byte[] bytes) {
    write(file(digest, CONFIG), bytes);
  }

  private Path name(Repository repository, String tag) {
    return file(Digest.of((repository + ":" + tag).getBytes(UTF_8)), NAME);
  }

  private Path file(Digest digest, String ending) {
    return folder.path().resolve(digest.hex() + ending);
  }

  private void write(Path file, byte[] content) {
    try {
      folder.write(file, content);
    } catch (IOException e) {
      // The document then costs one more pull the next time.
    }
  }
}
