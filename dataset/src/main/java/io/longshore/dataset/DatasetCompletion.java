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
 * Finds what a dataset lacks. A new one lacks everything; in one that is there, nothing that
 * somebody wrote is lost: it stays, or is kept under another name.
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
   * Something the dataset has to have.
   *
   * @param problem what is wrong at {@code path}, as a sentence goes on behind it
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
   * Gives the dataset an identity if it has none.
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

  /** Adds {@code block} at the end of a file that does not hold it. Ends with a line end. */
  public DatasetCompletion lines(RepositoryPath path, String block) throws IOException {
    return lines(path, block, text -> text.contains(block));
  }

  /**
   * As {@link #lines(RepositoryPath, String)}, unless {@code enough} is true of the file as it is.
   * Several blocks may go to one file.
   */
  public DatasetCompletion lines(RepositoryPath path, String block, Predicate<String> enough)
      throws IOException {
    Optional<Piece> pending =
        pieces.stream().filter(piece -> piece.path().equals(path)).findFirst();
    byte[] present =
        pending.isPresent() ? pending.get().content() : committed(path).orElse(new byte[0]);
    // Whatever its encoding, what is there stays to the byte.
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

  /** Adds a file; another one of that name stays, with a remark. */
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

  /** Adds a file unless there is one of that name, whatever it holds. */
  public DatasetCompletion fileUnlessPresent(SeedFile file) throws IOException {
    if (mode(file.path()).isEmpty()) {
      add(file, "is not there");
    }
    return this;
  }

  /**
   * Adds a script that registrations and run records name. One of that name that is none of ours,
   * or that cannot be run in a clone, is kept beside it, with a warning; one of ours of another
   * release stays.
   *
   * @param script its second line says what it is, and its version
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
    // With the line ends of another system it is none that a shell runs.
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
   * The identity it had, or has now.
   *
   * @throws IllegalStateException before {@link #identity}
   */
  public String datasetId() {
    return datasetId.orElseThrow(() -> new IllegalStateException("nobody asked for an identity"));
  }

  /** What a commit on the base must change; nothing if the dataset is complete. */
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

  /** What is not as it has to be; nothing if the dataset is complete. */
  public List<Lack> lacks() {
    return List.copyOf(lacks);
  }

  /** What of somebody's changes its name. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** What is not as this release would write it, and stays. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }
}
