package io.longshore.dataset.git.object;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.dataset.process.BatchProcess;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads objects of one repository through a long-lived {@code git cat-file --batch}. Sees objects
 * written after it was started. Safe for use by several threads.
 *
 * @see <a href="https://git-scm.com/docs/git-cat-file#_batch_output">git-cat-file, batch output</a>
 */
public final class ObjectReader implements AutoCloseable {
  static final int LARGEST = 64 << 20;

  /** Requests sent ahead of their answers: together shorter than 4 KiB, which any pipe holds. */
  private static final int AHEAD = 48;

  private final BatchProcess catFile;

  public ObjectReader(BatchProcess catFile) {
    this.catFile = catFile;
  }

  /**
   * The content of a blob; empty if there is no such blob.
   *
   * @throws FailureException if the blob is larger than 64 MiB, which no configuration or manifest
   *     is
   */
  public Optional<byte[]> blob(ObjectId id) throws IOException {
    return read(id.hex(), "blob");
  }

  /**
   * Reads many blobs without waiting for each answer before the next request, which takes longer
   * than git needs for a small one. Blobs that do not exist are left out.
   *
   * @throws FailureException as {@link #blob}; this reader is of no use any more
   */
  public void blobs(List<ObjectId> ids, BiConsumer<ObjectId, byte[]> found) throws IOException {
    synchronized (catFile) {
      boolean whole = false;
      try {
        int asked = 0;
        for (int i = 0; i < ids.size(); i++) {
          for (; asked < Math.min(ids.size(), i + AHEAD); asked++) {
            catFile.send(ids.get(asked).hex());
          }
          ObjectId id = ids.get(i);
          answer(id.hex(), "blob").ifPresent(blob -> found.accept(id, blob.content()));
        }
        whole = true;
      } finally {
        if (!whole) {
          // The answers that are still to come would be taken for those to later requests.
          catFile.kill();
        }
      }
    }
  }

  /** The content of the file at {@code path} in {@code commit}; a symbolic link's target. */
  public Optional<byte[]> file(ObjectId commit, RepositoryPath path) throws IOException {
    return read(commit + ":" + path, "blob");
  }

  /** The mode of the entry at {@code path} in {@code commit}; empty if there is none. */
  public Optional<EntryMode> mode(ObjectId commit, RepositoryPath path) throws IOException {
    String folder =
        path.depth() == 0 ? "" : path.value().substring(0, path.value().lastIndexOf('/'));
    String name = new String(path.fileName().getBytes(UTF_8), ISO_8859_1);
    return object(commit + ":" + folder, "tree").stream()
        .flatMap(tree -> TreeLine.allIn(tree).stream())
        .filter(line -> line.name().equals(name))
        .map(TreeLine::mode)
        .findFirst();
  }

  /**
   * @throws FailureException of kind TOOL if there is no such tree
   */
  GitObject tree(String name) throws IOException {
    return object(name, "tree").orElseThrow(() -> unexpected(name + " missing"));
  }

  private Optional<byte[]> read(String name, String wantedType) throws IOException {
    return object(name, wantedType).map(GitObject::content);
  }

  private Optional<GitObject> object(String name, String wantedType) throws IOException {
    synchronized (catFile) {
      catFile.send(name);
      return answer(name, wantedType);
    }
  }

  private Optional<GitObject> answer(String name, String wantedType) throws IOException {
    String header = catFile.readLine();
    // A name may contain spaces, so the answer is parsed from its end.
    if (header.endsWith(" missing") || header.endsWith(" ambiguous")) {
      return Optional.empty();
    }
    String[] words = header.split(" ");
    if (words.length != 3) {
      catFile.kill();
      throw unexpected(header);
    }
    long size = Long.parseLong(words[2]);
    if (size > LARGEST) {
      // The content is already on its way and would be taken for the next answer.
      catFile.kill();
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          name,
          "is a git object of " + size + " bytes, larger than any configuration or manifest",
          NextStep.of("look at it with: git cat-file -p {} | head", name));
    }
    byte[] content = catFile.readBytes((int) size);
    catFile.readBytes(1);
    return words[1].equals(wantedType)
        ? Optional.of(new GitObject(new ObjectId(words[0]), content))
        : Optional.empty();
  }

  private static FailureException unexpected(String header) {
    return new FailureException(
        FailureKind.TOOL,
        "git cat-file",
        "answered '" + header + "'",
        "see whether the repository is whole: git fsck");
  }

  @Override
  public void close() throws IOException {
    catFile.close();
  }
}
