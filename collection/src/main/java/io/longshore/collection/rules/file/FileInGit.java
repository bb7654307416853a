package io.longshore.collection.rules.file;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads files of a dataset as they are committed. The content has to be in git itself, because a
 * clone may have no content of the annex.
 */
public final class FileInGit {
  private FileInGit() {}

  /**
   * The committed content of a file; empty if the file is not committed.
   *
   * @throws FailureException of kind DATASET if the file is in the annex, or is not a regular file
   */
  static Optional<byte[]> find(CommittedFiles files, RepositoryPath path) throws IOException {
    if (files.key(path).isPresent()) {
      Path root = files.git().root();
      throw new FailureException(
          FailureKind.DATASET,
          path.value(),
          "is in the annex, and only what is in git itself can be read in every clone",
          NextStep.of("git -C {} annex unannex {}", root, path)
              .then(" && git -C {} annex add --force-small {}", root, path)
              .then(" && git -C {} commit -m 'Into git' -- {}", root, path));
    }
    Optional<TreeEntry> entry = files.entry(path);
    if (entry.isPresent() && !entry.get().mode().isRegularFile()) {
      throw noFile(files.git().root(), path, entry.get().mode());
    }
    return files.file(path);
  }

  private static FailureException noFile(Path root, RepositoryPath path, EntryMode mode) {
    boolean link = mode == EntryMode.SYMBOLIC_LINK;
    return new FailureException(
        FailureKind.DATASET,
        path.value(),
        link
            ? "is committed as a symbolic link, and only a file itself is read"
            : "is committed as a subdataset, not as a file",
        link
            ? NextStep.of(
                    "put the file in place of the link: cp --remove-destination"
                        + " \"$(readlink -f {})\" {}",
                    path.in(root),
                    path.in(root))
                .then(" && git -C {} commit -m 'A file in place of a link' -- {}", root, path)
            : NextStep.of("give the subdataset another name: git -C {} mv {} NAME", root, path));
  }

  /**
   * The committed content of a file.
   *
   * @param use why the file is needed: {@code longshore.yaml:3:5 follows it}
   * @throws FailureException as {@link #find}, and of kind MISSING if the file is not committed
   */
  public static byte[] require(CommittedFiles files, RepositoryPath path, String use)
      throws IOException {
    Optional<byte[]> found = find(files, path);
    if (found.isPresent()) {
      return found.get();
    }
    if (lies(files, path)) {
      throw uncommitted(files, path, use);
    }
    throw new FailureException(
        FailureKind.MISSING,
        path.value(),
        "is no file of the dataset, and " + use,
        NextStep.of("write it, then commit it; or take it out of {}", Rules.PATH));
  }

  /** Whether the file is in the work tree, committed or not. */
  static boolean lies(CommittedFiles files, RepositoryPath path) {
    return Files.exists(path.in(files.git().root()), LinkOption.NOFOLLOW_LINKS);
  }

  static FailureException uncommitted(CommittedFiles files, RepositoryPath path, String use) {
    Path root = files.git().root();
    return new FailureException(
        FailureKind.MISSING,
        path.value(),
        "lies there and is not committed, and " + use,
        NextStep.of("git -C {} annex add --force-small {}", root, path)
            .then(" && git -C {} commit -m 'What is followed' -- {}", root, path));
  }
}
