package io.longshore.oci.layer;

import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.DeviceKind;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the entries of a layer in compact form (20 to 40 bytes each) until the layers below are
 * read. Layers are read topmost first and merged lowest first.
 */
public final class EntryLog {
  private static final int DIRECTORY = 0;
  private static final int REGULAR_FILE = 1;
  private static final int SYMBOLIC_LINK = 2;
  private static final int HARD_LINK = 3;
  private static final int CHARACTER_DEVICE = 4;
  private static final int BLOCK_DEVICE = 5;
  private static final int FIFO = 6;

  private final Layer layer;
  private final ByteLog log = new ByteLog();
  private final List<Attributes> attributes = new ArrayList<>();
  private final Map<Attributes, Integer> numbers = new HashMap<>();
  private byte[] previousPath = {};
  private long attributeBytes;

  public EntryLog(Layer layer) {
    this.layer = layer;
  }

  public Layer layer() {
    return layer;
  }

  /** Adds the next entry, in the order of the layer; see {@link LayerReader#ordinal}. */
  public void add(LayerEntry entry) {
    switch (entry) {
      case LayerEntry.Directory(FilePath path, Attributes given, long modified) ->
          begin(DIRECTORY, path, given, modified);
      case LayerEntry.RegularFile(FilePath path, Attributes given, long modified, long size) -> {
        begin(REGULAR_FILE, path, given, modified);
        log.writeNumber(size);
      }
      case LayerEntry.SymbolicLink(
              FilePath path,
              Attributes given,
              long modified,
              byte[] target) -> {
        begin(SYMBOLIC_LINK, path, given, modified);
        writeBytes(target);
      }
      case LayerEntry.HardLink(FilePath path, FilePath target) -> {
        begin(HARD_LINK, path, Attributes.DIRECTORY_DEFAULT, 0);
        writeBytes(target.toBytes());
      }
      case LayerEntry.Device device -> {
        int kind = device.kind() == DeviceKind.CHARACTER ? CHARACTER_DEVICE : BLOCK_DEVICE;
        begin(kind, device.path(), device.attributes(), device.modified());
        log.writeNumber(device.major());
        log.writeNumber(device.minor());
      }
      case LayerEntry.Fifo(FilePath path, Attributes given, long modified) ->
          begin(FIFO, path, given, modified);
    }
  }

  private void begin(int kind, FilePath path, Attributes given, long modified) {
    byte[] bytes = path.toBytes();
    int shared = java.util.Arrays.mismatch(previousPath, bytes);
    if (shared < 0) {
      shared = bytes.length;
    }
    previousPath = bytes;
    log.writeNumber(kind);
    log.writeNumber(shared);
    log.writeNumber(bytes.length - shared);
    log.write(bytes, shared, bytes.length - shared);
    log.writeNumber(numberOf(given));
    log.writeNumber(modified);
  }

  private void writeBytes(byte[] bytes) {
    log.writeNumber(bytes.length);
    log.write(bytes, 0, bytes.length);
  }

  private int numberOf(Attributes given) {
    Integer known = numbers.putIfAbsent(given, attributes.size());
    if (known != null) {
      return known;
    }
    attributes.add(given);
    attributeBytes += given.extended().size();
    return attributes.size() - 1;
  }

  /** The size of the extended attributes in bytes; equal sets are kept and counted once. */
  public long attributeBytes() {
    return attributeBytes;
  }

  /** Reads the entries back, from the first one on. */
  public Reader reader() {
    return new Reader();
  }

  public final class Reader {
    private final ByteLog.Reader in = log.reader();
    private byte[] path = {};

    public Optional<LayerEntry> next() {
      if (in.isAtEnd()) {
        return Optional.empty();
      }
      int kind = in.readInt();
      FilePath entryPath = readPath();
      Attributes given = attributes.get(in.readInt());
      long modified = in.readNumber();
      return Optional.of(
          switch (kind) {
            case DIRECTORY -> new LayerEntry.Directory(entryPath, given, modified);
            case REGULAR_FILE ->
                new LayerEntry.RegularFile(entryPath, given, modified, in.readNumber());
            case SYMBOLIC_LINK ->
                new LayerEntry.SymbolicLink(entryPath, given, modified, readBytes());
            case HARD_LINK -> new LayerEntry.HardLink(entryPath, FilePath.parse(readBytes()));
            case CHARACTER_DEVICE ->
                new LayerEntry.Device(
                    entryPath, given, modified, DeviceKind.CHARACTER, in.readInt(), in.readInt());
            case BLOCK_DEVICE ->
                new LayerEntry.Device(
                    entryPath, given, modified, DeviceKind.BLOCK, in.readInt(), in.readInt());
            case FIFO -> new LayerEntry.Fifo(entryPath, given, modified);
            default -> throw new IllegalStateException("no kind of entry: " + kind);
          });
    }

    private FilePath readPath() {
      int shared = in.readInt();
      byte[] next = new byte[shared + in.readInt()];
      System.arraycopy(path, 0, next, 0, shared);
      in.read(next, shared, next.length - shared);
      path = next;
      return FilePath.parse(path);
    }

    private byte[] readBytes() {
      byte[] bytes = new byte[in.readInt()];
      in.read(bytes, 0, bytes.length);
      return bytes;
    }
  }
}
