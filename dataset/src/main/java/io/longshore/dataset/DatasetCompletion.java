package io.longshore.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Finds the files and settings that a dataset lacks. A new dataset lacks everything. In an existing
 * dataset no content is lost: existing files stay, or are kept under another name.
 */
public final class DatasetCompletion {
  private static final String SCRIPT_MARK = "\n# longshore-script: ";
  private static final int MARK_WITHIN = 200;
  private static final String KEPT = ".kept";

  private final Optional<ObjectId> base;
  private final ObjectReader reader;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Lack> lacks = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private Optional<String> datasetId = Optional.empty();

  private record Piece(RepositoryPath path, EntryMode mode, byte[] content) {}

  /**
   * A file or setting that the dataset lacks.
   *
   * @param problem the fault at {@code path}, in words that follow the path in a sentence
   */
  public record Lack(RepositoryPath path, String problem) {}

  /**
   * @param base the commit to complete; empty in a new dataset
   */
  public DatasetCompletion(Optional<ObjectId> base, ObjectReader reader) {
    this.base = base;
    this.reader = reader;
  }

  private Optional<byte[]> committed(RepositoryPath path) throws IOException {
    return base.isPresent() ? reader.file(base.get(), path) : Optional.empty();
  }

  private Optional<EntryMode> mode(RepositoryPath path) throws IOException {
    return base.isPresent() ? reader.mode(base.get(), path) : Optional.empty();
  }

  /**
   * Adds a DataLad id if the dataset has none.
   *
   * @throws FailureException of kind MALFORMED if its configuration cannot be read
   */
  public DatasetCompletion identity() throws IOException {
    DataladConfig config = DataladConfig.parse(committed(DataladConfig.PATH).orElse(new byte[0]));
    if (config.datasetId().isEmpty()) {
      config = config.withDatasetId(UUID.randomUUID().toString());
      add(DataladConfig.PATH, EntryMode.FILE, config.bytes(), "names no dataset id");
    }
    datasetId = config.datasetId();
    return this;
  }

  /**
   * Adds {@code block} at the end of a file, unless the file has it.
   *
   * @param block ends with a line feed
   */
  public DatasetCompletion lines(RepositoryPath path, String block) throws IOException {
    return lines(path, block, text -> text.contains(block));
  }

  /**
   * Adds {@code block} at the end of a file, unless {@code enough} accepts the present content.
   * Several blocks may be added to the same file.
   */
  public DatasetCompletion lines(RepositoryPath path, String block, Predicate<String> enough)
      throws IOException {
    Optional<Piece> pending =
        pieces.stream().filter(piece -> piece.path().equals(path)).findFirst();
    byte[] present =
        pending.isPresent() ? pending.get().content() : committed(path).orElse(new byte[0]);
    // The present content stays byte for byte, in whatever encoding.
    String before = new String(present, ISO_8859_1);
    if (!enough.test(new String(present, UTF_8))) {
      String joint = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      String wanted = new String(block.getBytes(UTF_8), ISO_8859_1);
      pending.ifPresent(pieces::remove);
      pieces.add(new Piece(path, EntryMode.FILE, (before + joint + wanted).getBytes(ISO_8859_1)));
      if (pending.isEmpty()) {
        lacks.add(
            new Lack(path, "lacks lines on how git treats layouts, scripts and registrations"));
      }
    }
    return this;
  }

  /** Adds a file. An existing file with other content stays, with a remark. */
  public DatasetCompletion file(SeedFile file) throws IOException {
    Optional<byte[]> present = committed(file.path());
    if (present.isEmpty()) {
      add(file, "is not there");
    } else if (!Arrays.equals(present.get(), file.content())) {
      remarks.add(differs(file));
    }
    return this;
  }

  private static String differs(SeedFile file) {
    return file.path()
        + " differs from the one of this release and was kept; to have that one, remove it,"
        + " save, and run: longshore init";
  }

  /** Adds a file unless there is a file of that name with any content. */
  public DatasetCompletion fileUnlessPresent(SeedFile file) throws IOException {
    if (mode(file.path()).isEmpty()) {
      add(file, "is not there");
    }
    return this;
  }

  /**
   * Adds a script that registrations and run records call. An existing file that is not Longshore's
   * script, or that cannot be run in a clone, is kept under another name, with a warning. A script
   * of another release of Longshore stays.
   *
   * @param script its second line has the name and the version of the script
   * @throws FailureException of kind DATASET if there is a folder of that name
   */
  public DatasetCompletion script(SeedFile script) throws IOException {
    RepositoryPath path = script.path();
    requireFolderAbove(path);
    Optional<EntryMode> mode = mode(path);
    if (mode.isEmpty()) {
      add(script, "is not there");
      return this;
    }
    if (mode.get() == EntryMode.TREE || mode.get() == EntryMode.GITLINK) {
      throw inTheWay(path, "is a folder, where a script is to be");
    }
    byte[] present = committed(path).orElseThrow();
    if (!mode.get().isRegularFile() || !isOurs(present, path)) {
      keepBeside(path, mode.get(), present);
      add(script, "is not the script of Longshore that run records and registrations name");
    } else if (mode.get() != EntryMode.EXECUTABLE) {
      add(path, EntryMode.EXECUTABLE, present, "may not be executed");
    } else if (!Arrays.equals(present, script.content())) {
      remarks.add(differs(script));
    }
    return this;
  }

  private void requireFolderAbove(RepositoryPath path) throws IOException {
    if (path.depth() == 0) {
      return;
    }
    RepositoryPath folder =
        RepositoryPath.of(path.value().substring(0, path.value().lastIndexOf('/')));
    requireFolderAbove(folder);
    Optional<EntryMode> mode = mode(folder);
    if (mode.isPresent() && mode.get() != EntryMode.TREE) {
      throw inTheWay(folder, "is no folder of the dataset itself, and " + path + " is to be in it");
    }
  }

  private static FailureException inTheWay(RepositoryPath path, String problem) {
    return new FailureException(
        FailureKind.DATASET,
        path.value(),
        problem,
        NextStep.of("give it another name (git mv {} NAME), save, and run it again", path));
  }

  private static boolean isOurs(byte[] content, RepositoryPath path) {
    String start = new String(content, 0, Math.min(content.length, MARK_WITHIN), UTF_8);
    // A shell does not run a script with the line ends of another system.
    return start.contains(SCRIPT_MARK + path.fileName() + " ") && start.indexOf('\r') < 0;
  }

  private void keepBeside(RepositoryPath path, EntryMode mode, byte[] content) throws IOException {
    int number = 1;
    RepositoryPath beside = RepositoryPath.of(path + KEPT);
    while (mode(beside).isPresent() && !Arrays.equals(committed(beside).orElse(null), content)) {
      number++;
      beside = RepositoryPath.of(path + KEPT + number);
    }
    if (mode(beside).isEmpty()) {
      pieces.add(new Piece(beside, mode, content));
    }
    warnings.add(
        path
            + " was not Longshore's, which run records and registrations name; it is kept as "
            + beside);
  }

  private void add(SeedFile file, String problem) {
    add(file.path(), file.mode(), file.content(), problem);
  }

  private void add(RepositoryPath path, EntryMode mode, byte[] content, String problem) {
    pieces.add(new Piece(path, mode, content));
    lacks.add(new Lack(path, problem));
  }

  /**
   * The DataLad id, whether it existed before or was added.
   *
   * @throws IllegalStateException before {@link #identity}
   */
  public String datasetId() {
    return datasetId.orElseThrow(() -> new IllegalStateException("nobody asked for an identity"));
  }

  /** The changes that complete the base commit; empty if the dataset is complete. */
  public List<TreeChange> changes(BlobWriter writer) throws IOException {
    List<TreeChange> changes = new ArrayList<>();
    for (Piece piece : pieces) {
      changes.add(new TreeChange.Put(piece.path(), piece.mode(), writer.write(piece.content())));
    }
    return changes;
  }

  /** The files that {@link #changes} writes. */
  public List<RepositoryPath> paths() {
    return pieces.stream().map(Piece::path).toList();
  }

  /** The missing files and settings; empty if the dataset is complete. */
  public List<Lack> lacks() {
    return List.copyOf(lacks);
  }

  /** Warnings about existing files that are renamed. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Remarks about files that differ from this release's and stay. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }
}
