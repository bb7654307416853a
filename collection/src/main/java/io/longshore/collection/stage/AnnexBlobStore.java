package io.longshore.collection.stage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.longshore.collection.session.WorkFiles;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.ProvenContent;
import io.longshore.dataset.annex.ProvenContent.BadContent;
import io.longshore.dataset.git.SharedMode;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.SourceChangedException;
import io.longshore.oci.VerifyingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps layers as annex content of images-oci. A blob is downloaded below the repository's git
 * folder, on the file system of the annex, and renamed into the annex once its digest is verified.
 * The beginning of an interrupted download is kept for two weeks and continued once; if that fails,
 * the blob is fetched from its first byte. Content that the annex has already is verified before it
 * is used.
 */
public final class AnnexBlobStore implements BlobStore, AutoCloseable {
  private static final Duration PARTS_KEPT = Duration.ofDays(14);

  /** The kinds of failures that do not depend on the byte at which a download begins. */
  private static final Set<FailureKind> WHEREVER_IT_BEGINS =
      Set.of(FailureKind.NETWORK, FailureKind.RATE_LIMIT, FailureKind.AUTH, FailureKind.DISK_FULL);

  private final AnnexRepository annex;
  private final ProvenContent content;
  private final SharedMode mode;
  private final Path downloads;
  private final Map<Digest, ReentrantLock> locks = new ConcurrentHashMap<>();
  private volatile Optional<AnnexKey> fetched = Optional.empty();

  /**
   * @param found receives the layers that were in the annex with wrong bytes
   */
  public AnnexBlobStore(AnnexRepository annex, Consumer<BadContent> found) throws IOException {
    this.annex = annex;
    this.mode = annex.git().sharedMode();
    this.downloads = mode.makeFolders(WorkFiles.downloads(annex.git()));
    forgetOldParts();
    this.content = new ProvenContent(annex, found);
  }

  private void forgetOldParts() throws IOException {
    FileTime oldest = FileTime.from(Instant.now().minus(PARTS_KEPT));
    try (Stream<Path> parts = Files.list(downloads)) {
      for (Path part : parts.toList()) {
        if (Files.getLastModifiedTime(part).compareTo(oldest) < 0) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  @Override
  public boolean ensure(Descriptor descriptor, BlobSource source) throws IOException {
    ReentrantLock lock = locks.computeIfAbsent(descriptor.digest(), _ -> new ReentrantLock());
    lock.lock();
    try {
      AnnexKey key = AnnexKey.ofBlob(descriptor.digest(), descriptor.size());
      if (content.find(key).isPresent()) {
        return false;
      }
      fetch(descriptor, key, source);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void fetch(Descriptor descriptor, AnnexKey key, BlobSource source) throws IOException {
    Path download = downloads.resolve(descriptor.digest().hex() + ".part");
    long have = Files.exists(download) ? Files.size(download) : 0;
    long from = Math.min(have, descriptor.size());
    while (!download(descriptor, download, from, source)) {
      from = 0;
    }
    content.put(key, download);
    fetched = Optional.of(key);
  }

  /**
   * @return whether the download succeeded; if not, the caller tries once more from the first byte
   */
  private boolean download(Descriptor descriptor, Path download, long have, BlobSource source)
      throws IOException {
    try {
      downloadOnce(descriptor, download, have, source);
      return true;
    } catch (FailureException e) {
      boolean anotherSource = e.getCause() instanceof SourceChangedException;
      // The kept beginning may be damaged, or the source may not serve parts.
      boolean badBeginning = have > 0 && !WHEREVER_IT_BEGINS.contains(e.kind());
      if (!anotherSource && !badBeginning) {
        throw e;
      }
      return false;
    }
  }

  /**
   * @param have how many bytes of the file are kept; they are verified together with the rest
   */
  private void downloadOnce(Descriptor descriptor, Path download, long have, BlobSource source)
      throws IOException {
    boolean mayGoOn = true;
    makeShared(download);
    try (InputStream rest = rest(descriptor, have, source);
        FileChannel file = FileChannel.open(download, CREATE, WRITE).truncate(have);
        InputStream beginning = Files.newInputStream(download);
        InputStream checked =
            new VerifyingInputStream(
                new SequenceInputStream(beginning, rest),
                descriptor,
                "layer " + descriptor.digest())) {
      checked.skipNBytes(have);
      file.position(have);
      checked.transferTo(Channels.newOutputStream(file));
      file.force(true);
    } catch (FailureException e) {
      mayGoOn = e.kind() != FailureKind.MALFORMED;
      throw e;
    } catch (IOException e) {
      mayGoOn = !OperatingSystemFailures.isDiskFull(e);
      throw e;
    } finally {
      if (!mayGoOn) {
        Files.deleteIfExists(download);
      }
    }
  }

  // Another member of the group may continue the download.
  private void makeShared(Path download) throws IOException {
    if (!mode.isPrivate() && Files.notExists(download)) {
      mode.applyTo(Files.createFile(download));
    }
  }

  private static InputStream rest(Descriptor descriptor, long have, BlobSource source)
      throws IOException {
    return have == descriptor.size()
        ? InputStream.nullInputStream()
        : source.open(descriptor, have);
  }

  /** The number of bytes that {@link #ensure} would have to fetch for {@code layers}. */
  public long absentBytes(List<Descriptor> layers) throws IOException {
    long absent = 0;
    for (Descriptor layer : layers) {
      if (!content.seemsHere(AnnexKey.ofBlob(layer.digest(), layer.size()))) {
        absent += layer.size();
      }
    }
    return absent;
  }

  @Override
  public InputStream open(Descriptor descriptor) throws IOException {
    AnnexKey key = AnnexKey.ofBlob(descriptor.digest(), descriptor.size());
    Path file =
        content
            .find(key)
            .orElseThrow(
                () ->
                    new FailureException(
                        FailureKind.GONE,
                        "layer " + descriptor.digest(),
                        "is not in the annex of " + annex.git().root(),
                        NextStep.of("git -C {} annex get --key {}", annex.git().root(), key)));
    return Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    content.close();
    try {
      Files.deleteIfExists(downloads);
    } catch (DirectoryNotEmptyException e) {
      // The folder has the beginnings of failed downloads; the next run continues them.
    }
    if (fetched.isPresent()) {
      annex.commitRecords(fetched.get());
    }
  }
}
