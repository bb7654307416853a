package io.longshore.oci.tree;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.BlobSource;
import io.longshore.oci.layer.EntryLog;
import io.longshore.oci.layer.Layer;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layer.LayerReader;
import io.longshore.oci.layer.LayerTotals;
import io.longshore.oci.layer.entry.LayerEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A stack of layers, merged into the file system that a container sees.
 *
 * <p>The rules are those of the image specification and, where it has none, those of umoci, with
 * which Apptainer unpacks images:
 *
 * <ul>
 *   <li>A later entry overrides an earlier entry with the same path, also within a layer. A
 *       directory over a directory keeps the entries and gets all new attributes; any other entry
 *       replaces the file or directory at its path, with everything below.
 *   <li>A whiteout removes entries of lower layers, wherever it stands in its layer. A whiteout of
 *       an absent entry does nothing. AUFS's own files are left out.
 *   <li>The directory of an entry is looked up through symbolic links, as in a chroot, so that
 *       {@code lib/x} over a link from {@code lib} to {@code usr/lib} lands in {@code usr/lib}. The
 *       path itself is not followed: a directory entry over a symbolic link replaces the link
 *       (umoci can keep it with an option that Apptainer does not set; containerd replaces it too).
 *   <li>Missing directories on a path are made, see {@link DirectoryNode#isImplicit}.
 *   <li>A hard link is a further name for the file that is at its target at that moment. Replacing
 *       one name later does not change the others.
 *   <li>A symbolic link has the permissions 0777, whatever its entry says, as on Linux.
 *   <li>Extended attributes that belong to the machine which made the layer ({@code
 *       security.selinux}, {@code trusted.overlay.*}, {@code user.overlay.*}) are left out.
 * </ul>
 *
 * <p>Where this differs from umoci 0.4.7 (Apptainer 1.4.5 as Debian builds it has 0.6.0):
 *
 * <ul>
 *   <li>A file where an entry needs a directory is replaced by one; umoci refused that before 0.5,
 *       and since then gives the directory the attributes of the file.
 *   <li>The whiteouts {@code .wh.}, {@code .wh..} and {@code .wh...} are always refused. umoci
 *       takes them for the directory they are in, or the one above, and removes the entries of
 *       lower layers from it, or fails if there are no others.
 *   <li>umoci sets a directory to the current time when it makes a missing directory in it, or
 *       removes an entry below it for a whiteout. Here directories keep their times.
 *   <li>Files in directories of AUFS ({@code .wh..wh.plnk}) are left out, but can be targets of
 *       hard links in the same layer; umoci keeps these files. Entries below other names that begin
 *       with {@code .wh.} are refused; umoci makes directories of such names.
 *   <li>umoci leaves out the attributes of overlayfs that it knows by name; here all of them are
 *       left out.
 *   <li>Global pax headers are skipped; umoci refuses them. Extended attributes in libarchive's
 *       form are read; umoci does not know them.
 * </ul>
 *
 * <p>{@code ..} in paths is resolved by text first, so that no path leaves the root.
 *
 * <p>The tree takes about 160 bytes of memory for each entry. Several threads may read it while
 * none changes it.
 */
public final class MergedTree {
  private final List<Layer> layers;
  private final LayerLimits limits;
  private final DirectoryNode root;
  private final List<byte[]> givenContents = new ArrayList<>();

  private MergedTree(List<Layer> layers, LayerLimits limits, DirectoryNode root) {
    this.layers = List.copyOf(layers);
    this.limits = limits;
    this.root = root;
  }

  /** Reads and verifies every layer, with the limits {@link LayerLimits#DEFAULT}. */
  public static MergedTree read(List<Layer> layers, BlobSource blobs) throws IOException {
    return read(layers, blobs, LayerLimits.DEFAULT);
  }

  /**
   * Reads every layer to its end and verifies it. Only the headers are kept.
   *
   * @param layers lowest first
   * @throws FailureException of kind {@link FailureKind#MALFORMED} for a layer that is damaged or
   *     breaks the rules, {@link FailureKind#UNSUPPORTED} for a layer of another kind or beyond the
   *     limits; otherwise as {@link BlobSource#open}
   */
  public static MergedTree read(List<Layer> layers, BlobSource blobs, LayerLimits limits)
      throws IOException {
    LayerStack stack = new LayerStack(limits);
    LayerTotals totals = new LayerTotals(limits);
    for (Layer layer : layers) {
      stack.beginLayer(layer);
      try (LayerReader reader = LayerReader.open(layer, blobs, limits)) {
        Optional<LayerEntry> entry = reader.next();
        while (entry.isPresent()) {
          stack.add(entry.get(), reader.ordinal());
          entry = reader.next();
        }
        totals.add(reader, layer);
      }
    }
    return new MergedTree(layers, limits, stack.root());
  }

  /**
   * Merges layers that have been read.
   *
   * @param logs the complete logs of all layers, lowest first; emptied meanwhile to free their
   *     memory
   * @throws FailureException of kind {@link FailureKind#MALFORMED} for a layer that breaks the
   *     rules, {@link FailureKind#UNSUPPORTED} for a tree beyond the limits
   */
  public static MergedTree of(Deque<EntryLog> logs, LayerLimits limits) throws FailureException {
    LayerStack stack = new LayerStack(limits);
    List<Layer> layers = new ArrayList<>();
    while (!logs.isEmpty()) {
      EntryLog log = logs.removeFirst();
      layers.add(log.layer());
      stack.beginLayer(log.layer());
      EntryLog.Reader reader = log.reader();
      Optional<LayerEntry> entry = reader.next();
      for (int ordinal = 0; entry.isPresent(); ordinal++) {
        stack.add(entry.get(), ordinal);
        entry = reader.next();
      }
    }
    return new MergedTree(layers, limits, stack.root());
  }

  public DirectoryNode root() {
    return root;
  }

  /** The layers, lowest first. */
  public List<Layer> layers() {
    return layers;
  }

  /** An editor that changes this tree. */
  public TreeEditor editor() {
    return new TreeEditor(root, givenContents);
  }

  /** The regular files in the tree. */
  public FilesByLayer files() {
    return FilesByLayer.of(root, layers.size());
  }

  /** The data of a file that was passed to {@link #editor}. */
  public InputStream givenContent(FileNode file) {
    return new ByteArrayInputStream(givenContents.get(file.ordinal()));
  }

  /**
   * Reads the layers once more and passes on the data of each regular file in the tree. A file with
   * several names is passed on once. The order is: files passed to {@link #editor}, in the order of
   * the calls; then the files of the layers, lowest layer first and in the order of the layer.
   * Layers without a file in the tree are not opened. Each other layer is verified again after its
   * last file, so that the data are trustworthy only when this method has returned.
   *
   * @param blobs may be another source than for {@link #read}
   * @throws FailureException as {@link #read}, in particular if a layer has changed since
   */
  public void forEachFileContent(BlobSource blobs, FileContentConsumer consumer)
      throws IOException {
    FilesByLayer files = files();
    for (FileNode file : files.given()) {
      consumer.accept(file, givenContent(file));
    }
    for (int i = 0; i < layers.size(); i++) {
      List<FileNode> inLayer = files.inLayer(i);
      if (!inLayer.isEmpty()) {
        readContents(layers.get(i), inLayer, blobs, consumer);
      }
    }
  }

  private void readContents(
      Layer layer, List<FileNode> files, BlobSource blobs, FileContentConsumer consumer)
      throws IOException {
    try (LayerReader reader = LayerReader.open(layer, blobs, limits)) {
      int next = 0;
      while (reader.next().isPresent()) {
        if (next < files.size() && files.get(next).ordinal() == reader.ordinal()) {
          consumer.accept(files.get(next), reader.content());
          next++;
        }
      }
    }
  }
}
