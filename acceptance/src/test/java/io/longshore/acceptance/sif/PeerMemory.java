package io.longshore.acceptance.sif;

import io.longshore.ground.Digest;
import io.longshore.oci.layer.ObservedFile;
import io.longshore.oci.layer.ObservedFolder;
import io.longshore.oci.layout.ImageLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The user's cache of what peers unpacked, for unpacking takes most of the time. Only listings of
 * files are kept: what a peer refuses it is asked again, and what follows from a listing is worked
 * out anew. {@code -Dlongshore.peers=ask} has peers asked always.
 *
 * <p>A listing counts for the same image, release of the peer and of the kernel, kind of file
 * system, and code that lists.
 */
final class PeerMemory {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final boolean IS_TRUSTED = !"ask".equals(System.getProperty("longshore.peers"));
  private static final Digest CODE =
      codeOf(
          List.of(
              Peer.class,
              SifReader.class,
              ObservedFolder.class,
              ObservedFile.class,
              Listing.class));
  private static final Map<Peer, String> RELEASES = new ConcurrentHashMap<>();

  /** What is kept of {@link Peer.Outcome.Unpacked}. */
  private record Listing(long start, TreeMap<String, ObservedFile> tree) {}

  private final Path file;

  private PeerMemory(Path file) {
    this.file = file;
  }

  /**
   * What is remembered of a layout.
   *
   * @param scratch on the file system on which the peer unpacks
   */
  static PeerMemory of(Peer peer, Path layout, Path scratch) throws IOException {
    StringBuilder key = new StringBuilder();
    key.append(RELEASES.computeIfAbsent(peer, Peer::release));
    key.append('\n').append(System.getProperty("os.version"));
    key.append('\n').append(Files.getFileStore(scratch).type());
    key.append('\n').append(CODE);
    key.append('\n').append(ImageLayout.open(layout).soleImage().descriptor().digest());
    try (Stream<Path> blobs = Files.walk(layout.resolve("blobs"))) {
      for (Path blob : blobs.filter(Files::isRegularFile).sorted().toList()) {
        try (FileChannel content = FileChannel.open(blob)) {
          key.append('\n').append(blob.getFileName()).append(' ').append(Digest.of(content));
        }
      }
    }
    String name = Digest.of(key.toString().getBytes(StandardCharsets.UTF_8)).hex();
    return new PeerMemory(folder().resolve(peer + "-" + name + ".json.gz"));
  }

  private static Path folder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base = cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return base.resolve("longshore/peers");
  }

  private static Digest codeOf(List<Class<?>> classes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Class<?> code : classes) {
      String name = code.getName().substring(code.getPackageName().length() + 1) + ".class";
      try (InputStream in = code.getResourceAsStream(name)) {
        in.transferTo(bytes);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return Digest.of(bytes.toByteArray());
  }

  Optional<Peer.Outcome.Unpacked> recall() throws IOException {
    if (!IS_TRUSTED || Files.notExists(file)) {
      return Optional.empty();
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      Listing listing = JSON.readValue(in, Listing.class);
      return Optional.of(new Peer.Outcome.Unpacked(listing.tree(), listing.start()));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  void keep(Peer.Outcome.Unpacked unpacked) throws IOException {
    Files.createDirectories(file.getParent());
    Path aside = Files.createTempFile(file.getParent(), "new", "");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(aside))) {
      JSON.writeValue(out, new Listing(unpacked.start(), new TreeMap<>(unpacked.tree())));
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
