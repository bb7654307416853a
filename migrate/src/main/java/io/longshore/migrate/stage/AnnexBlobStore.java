package io.longshore.migrate.stage;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Digest;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.VerifyingInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Layers as annex content of images-oci. A blob is downloaded below the repository's git folder, on
 * the annex's own file system, and renamed into the annex when its digest is proven.
 */
public final class AnnexBlobStore implements BlobStore, AutoCloseable {
  private final AnnexRepository annex;
  private final KeyLocator locator;
  private final Path downloads;
  private final Map<Digest, ReentrantLock> locks = new ConcurrentHashMap<>();
  private volatile Optional<AnnexKey> fetched = Optional.empty();

  public AnnexBlobStore(AnnexRepository annex) throws IOException {
    this.annex = annex;
    this.downloads = Files.createDirectories(annex.git().workFolder().resolve("downloads"));
    this.locator = annex.openLocator();
  }

  @Override
  public boolean ensure(Descriptor descriptor, BlobSource source) throws IOException {
    ReentrantLock lock = locks.computeIfAbsent(descriptor.digest(), _ -> new ReentrantLock());
    lock.lock();
    try {
      AnnexKey key = AnnexKey.ofBlob(descriptor.digest(), descriptor.size());
      if (locator.content(key).isPresent()) {
        return false;
      }
      fetch(descriptor, key, source);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void fetch(Descriptor descriptor, AnnexKey key, BlobSource source) throws IOException {
    Path download = Files.createTempFile(downloads, descriptor.digest().hex() + ".", "");
    try {
      try (InputStream in =
              new VerifyingInputStream(
                  source.open(descriptor), descriptor, "layer " + descriptor.digest());
          FileOutputStream out = new FileOutputStream(download.toFile())) {
        in.transferTo(out);
        out.getFD().sync();
      }
      annex.setContent(key, download);
      locator.force(key);
      fetched = Optional.of(key);
    } finally {
      Files.deleteIfExists(download);
    }
  }

  @Override
  public InputStream open(Descriptor descriptor) throws IOException {
    AnnexKey key = AnnexKey.ofBlob(descriptor.digest(), descriptor.size());
    Path content =
        locator
            .content(key)
            .orElseThrow(
                () ->
                    new FailureException(
                        FailureKind.GONE,
                        "layer " + descriptor.digest(),
                        "is not in the annex of " + annex.git().root(),
                        "git -C " + annex.git().root() + " annex get --key " + key));
    return Files.newInputStream(content);
  }

  @Override
  public void close() throws IOException {
    locator.close();
    Files.deleteIfExists(downloads);
    if (fetched.isPresent()) {
      annex.commitRecords(fetched.get());
    }
  }
}
