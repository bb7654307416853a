package io.longshore.collection.inventory;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The files of a repository at a commit. HEAD may be detached. */
public final class CommittedFiles implements AutoCloseable {
  // git-annex reads at most the first 32 KiB of a pointer file.
  private static final int LONGEST_POINTER = 32 << 10;

  private static final int LARGEST_HELD = 64 << 10;
  private static final long MOST_HELD = 32 << 20;
  private static final int READ_AT_ONCE = 1000;

  private final GitRepository git;
  private final ObjectId commit;
  private final List<TreeEntry> all = new ArrayList<>();
  private final TreeMap<RepositoryPath, TreeEntry> entries = new TreeMap<>();
  private final ObjectReader reader;

  /**
   * Contents that several callers ask for. Asking git each time would take longer than all other
   * work.
   */
  private final Map<ObjectId, byte[]> held = new ConcurrentHashMap<>();

  private final AtomicLong bytesHeld = new AtomicLong();

  private CommittedFiles(GitRepository git, ObjectId commit) throws IOException {
    this.git = git;
    this.commit = commit;
    for (TreeEntry entry : git.entries(commit)) {
      all.add(entry);
      entry.path().ours().ifPresent(path -> entries.put(path, entry));
    }
    this.reader = git.openReader();
  }

  /**
   * @throws FailureException of kind DATASET if nothing is committed yet
   */
  public static CommittedFiles atHead(GitRepository git) throws IOException {
    return find(git)
        .orElseThrow(
            () ->
                new FailureException(
                    FailureKind.DATASET,
                    git.root().toString(),
                    "has no commit yet",
                    NextStep.of("make it a collection: longshore init {}", git.root())));
  }

  /** The files at HEAD; empty if nothing is committed yet. */
  static Optional<CommittedFiles> find(GitRepository git) throws IOException {
    Optional<ObjectId> commit = git.resolve("HEAD");
    return commit.isPresent()
        ? Optional.of(new CommittedFiles(git, commit.get()))
        : Optional.empty();
  }

  public static CommittedFiles at(GitRepository git, ObjectId commit) throws IOException {
    return new CommittedFiles(git, commit);
  }

  public GitRepository git() {
    return git;
  }

  public ObjectId commit() {
    return commit;
  }

  /** All files, including files at paths that {@link RepositoryPath} does not allow. */
  public List<TreeEntry> all() {
    return Collections.unmodifiableList(all);
  }

  /** The paths of the files that {@link RepositoryPath} allows; {@link #all} has the others too. */
  public SequencedCollection<RepositoryPath> paths() {
    return entries.sequencedKeySet();
  }

  public Optional<TreeEntry> entry(RepositoryPath path) {
    return Optional.ofNullable(entries.get(path));
  }

  public boolean has(RepositoryPath path) {
    return entries.containsKey(path);
  }

  public boolean hasFolder(RepositoryPath path) {
    return entries.tailMap(path).keySet().stream()
        .takeWhile(next -> next.value().startsWith(path.value()))
        .anyMatch(next -> next.isBelow(path));
  }

  /** The content of an entry; the target of a symbolic link. */
  public byte[] content(TreeEntry entry) throws IOException {
    byte[] known = held.get(entry.id());
    if (known != null) {
      return known.clone();
    }
    byte[] content = read(entry);
    hold(entry.id(), content.clone());
    return content;
  }

  private void hold(ObjectId id, byte[] content) {
    if (content.length <= LARGEST_HELD && bytesHeld.addAndGet(content.length) <= MOST_HELD) {
      held.put(id, content);
    }
  }

  /** Reads what can be held of all files, for a caller that is going to ask for most of them. */
  public void readAhead() throws IOException {
    Set<ObjectId> wanted = new LinkedHashSet<>();
    for (TreeEntry entry : all) {
      if (entry.mode() == EntryMode.SYMBOLIC_LINK || entry.mode().isRegularFile()) {
        wanted.add(entry.id());
      }
    }
    List<ObjectId> ids = List.copyOf(wanted);
    for (int i = 0; i < ids.size() && bytesHeld.get() < MOST_HELD; i += READ_AT_ONCE) {
      reader.blobs(ids.subList(i, Math.min(i + READ_AT_ONCE, ids.size())), this::hold);
    }
  }

  private byte[] read(TreeEntry entry) throws IOException {
    return reader
        .blob(entry.id())
        .orElseThrow(
            () ->
                new FailureException(
                    FailureKind.GONE,
                    entry.path().toString(),
                    "is committed, but git has lost its content",
                    NextStep.of("git -C {} fsck", git.root())));
  }

  /** The content of a regular file; empty for anything else at {@code path}. */
  public Optional<byte[]> file(RepositoryPath path) throws IOException {
    TreeEntry entry = entries.get(path);
    return entry != null && entry.mode().isRegularFile()
        ? Optional.of(content(entry))
        : Optional.empty();
  }

  /** The key of an annexed file, locked or unlocked; empty for anything else. */
  public Optional<AnnexKey> key(RepositoryPath path) throws IOException {
    TreeEntry entry = entries.get(path);
    return entry == null ? Optional.empty() : key(entry);
  }

  /** The key of an annexed file, locked or unlocked; empty for anything else. */
  public Optional<AnnexKey> key(TreeEntry entry) throws IOException {
    if (!(entry.mode() == EntryMode.SYMBOLIC_LINK || entry.mode().isRegularFile())) {
      return Optional.empty();
    }
    byte[] content = content(entry);
    if (content.length > LONGEST_POINTER) {
      return Optional.empty();
    }
    try {
      return Optional.of(AnnexKey.ofPointer(new String(content, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether {@code path} is in a subdataset. The files of subdatasets are not listed here. */
  public boolean isInSubdataset(RepositoryPath path) {
    String text = path.value();
    for (int end = text.indexOf('/'); end > 0; end = text.indexOf('/', end + 1)) {
      if (isSubdataset(RepositoryPath.of(text.substring(0, end)))) {
        return true;
      }
    }
    return false;
  }

  public boolean isSubdataset(RepositoryPath path) {
    return entries.containsKey(path) && entries.get(path).mode() == EntryMode.GITLINK;
  }

  public DataladConfig configuration() throws IOException {
    return DataladConfig.parse(file(DataladConfig.PATH).orElse(new byte[0]));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
