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
 * A stack of layers as the one file system a container sees.
 *
 * <p>The rules are those of the image specification where it has any, and otherwise those of umoci,
 * with which Apptainer unpacks images:
 *
 * <ul>
 *   <li>Later entries go over earlier ones, also within a layer: the last of several with one path
 *       counts. A directory over a directory keeps the entries and gets the new attributes, all of
 *       them; anything else replaces what was there with all below it.
 *   <li>Whiteouts act on what lower layers have put there, wherever they stand in their layer. A
 *       whiteout of something that is not there does nothing. AUFS's own files are left out.
 *   <li>The directory of an entry is looked up through symbolic links, as in a chroot, so that
 *       {@code lib/x} over a link from {@code lib} to {@code usr/lib} lands in {@code usr/lib}. The
 *       path itself is not followed: a directory entry over a symbolic link replaces the link
 *       (umoci can keep it with an option that Apptainer does not set; containerd replaces it too).
 *   <li>Missing directories on the way are made, see {@link DirectoryNode#isImplicit}.
 *   <li>A hard link is a second name for what its target is at that moment. Replacing one of the
 *       names later leaves the others as they are.
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
 *       takes them for the directory they are in, or the one above, and removes from it what lower
 *       layers have, or fails when that was all.
 *   <li>umoci gives a directory the current time when it makes a missing directory in it, or
 *       removes something below it for a whiteout further up. Here directories keep their times.
 *   <li>What AUFS put into directories of its own ({@code .wh..wh.plnk}) is left out and can still
 *       be the target of hard links of its layer; umoci keeps it. Entries below other names that
 *       begin with {@code .wh.} are refused; umoci makes directories of such names.
 *   <li>umoci leaves out those of overlayfs that it knows by name; here it is all of them.
 *   <li>Global pax headers are skipped; umoci refuses them. Extended attributes in libarchive's
 *       form are read; umoci does not know them.
 * </ul>
 *
 * <p>Paths with {@code ..} are resolved by text before anything else, so nothing leaves the root.
 *
 * <p>The tree takes about 160 bytes of memory an entry. Several threads may read it while none
 * changes it.
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

  /** As {@link #read(List, BlobSource, LayerLimits)} with {@link LayerLimits#DEFAULT}. */
  public static MergedTree read(List<Layer> layers, BlobSource blobs) throws IOException {
    return read(layers, blobs, LayerLimits.DEFAULT);
  }

  /**
   * Reads every layer to its end, and verifies it; keeps the headers only.
   *
   * @param layers from the lowest up
   * @throws FailureException of kind {@link FailureKind#MALFORMED} for a layer that is damaged or
   *     breaks the rules, {@link FailureKind#UNSUPPORTED} for one of another kind or beyond the
   *     limits; or as {@link BlobSource#open} throws
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
   * @param logs of all layers, whole, from the lowest up; emptied on the way, for their memory
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

  /** From the lowest up. */
  public List<Layer> layers() {
    return layers;
  }

  /** Changes this tree. */
  public TreeEditor editor() {
    return new TreeEditor(root, givenContents);
  }

  /** The regular files in the tree. */
  public FilesByLayer files() {
    return FilesByLayer.of(root, layers.size());
  }

  /** The data of a file given to {@link #editor}. */
  public InputStream givenContent(FileNode file) {
    return new ByteArrayInputStream(givenContents.get(file.ordinal()));
  }

  /**
   * Reads the layers once more and hands over the data of each regular file that is in the tree,
   * once however many names it has: the files given to {@link #editor} in the order of giving, then
   * those in the layers, from the lowest up and in each as they stand in it. Layers of which no
   * file is in the tree are not opened. Each other is verified again when its last file has been
   * handed over, so that data are trustworthy only when this returns.
   *
   * @param blobs may be another one than at {@link #read}
   * @throws FailureException as {@link #read}; in particular when a layer has changed since
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
