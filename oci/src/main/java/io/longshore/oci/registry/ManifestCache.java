package io.longshore.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.file.KeptFiles;
import io.longshore.ground.file.PrivateFolder;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps manifests, indexes and configs, so that a registry that counts pulls counts each document
 * once and is asked once for an image that is used several times.
 *
 * <p>Each document has a file that is named by its digest: a line with the media type, then the
 * bytes. Each name that was resolved has a file that is named by the digest of the name: it has the
 * digest of the document. A document is verified when it is read, and the registry is asked whether
 * a name still has the same document. Files that cannot be read or written are ignored.
 */
final class ManifestCache {
  private static final Duration KEPT = Duration.ofDays(90);

  /** Documents, names, and what was being written. */
  private static final Pattern FILES = Pattern.compile("[0-9a-f]{64}(\\.name)?|new\\.[0-9]+");

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

  /** The document with {@code digest}, if the cache has it. */
  Optional<ResolvedManifest> find(Repository repository, Digest digest) {
    Path file = document(digest);
    try {
      byte[] content = Files.readAllBytes(file);
      int end = 0;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      byte[] bytes = Arrays.copyOfRange(content, Math.min(end + 1, content.length), content.length);
      if (!Digest.of(bytes).equals(digest)) {
        Files.deleteIfExists(file);
        return Optional.empty();
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(
          new ResolvedManifest(repository, digest, new String(content, 0, end, UTF_8), bytes));
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
    byte[] type = (document.mediaType() + "\n").getBytes(UTF_8);
    byte[] content = Arrays.copyOf(type, type.length + document.bytes().length);
    System.arraycopy(document.bytes(), 0, content, type.length, document.bytes().length);
    write(document(document.digest()), content);
  }

  void keep(ResolvedManifest document, String tag) {
    keep(document);
    write(name(document.repository(), tag), document.digest().toString().getBytes(UTF_8));
  }

  private Path document(Digest digest) {
    return folder.path().resolve(digest.hex());
  }

  private Path name(Repository repository, String tag) {
    return folder
        .path()
        .resolve(Digest.of((repository + ":" + tag).getBytes(UTF_8)).hex() + ".name");
  }

  private void write(Path file, byte[] content) {
    try {
      folder.write(file, content);
    } catch (IOException e) {
      // The document then costs one more pull the next time.
    }
  }
}
