package io.longshore.dataset.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes the files that a git wrote before it was killed. Git removes the old file, makes the new
 * one at its place and fills it from the start, and tells the index at the very end; the next git
 * takes such files for somebody's changes. That a file is not there is no obstacle to it.
 *
 * <p>What holds anything but the beginning of the new content stays.
 */
final class InterruptedCheckout {
  private final GitRepository repository;
  private final ObjectReader reader;

  InterruptedCheckout(GitRepository repository, ObjectReader reader) {
    this.repository = repository;
    this.reader = reader;
  }

  void takeBack(List<TreeDifference> differences) throws IOException {
    Map<TrackedPath, ObjectId> index = repository.index();
    for (TreeDifference difference : differences) {
      Optional<TreeEntry> written = difference.after();
      if (written.isPresent() && !written.get().id().equals(index.get(difference.path()))) {
        Optional<Path> file = written.get().path().in(repository.root());
        if (file.isPresent()) {
          takeBack(written.get(), file.get());
        }
      }
    }
  }

  private void takeBack(TreeEntry written, Path file) throws IOException {
    boolean sameKind =
        switch (written.mode()) {
          case FILE, EXECUTABLE -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
          case SYMBOLIC_LINK -> Files.isSymbolicLink(file);
          case GITLINK, TREE -> false;
        };
    if (sameKind && isBeginning(content(file), reader.blob(written.id()).orElse(new byte[0]))) {
      Files.delete(file);
    }
  }

  private static byte[] content(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(ObjectReader.LARGEST + 1);
    }
  }

  private static boolean isBeginning(byte[] present, byte[] whole) {
    return present.length <= whole.length
        && Arrays.equals(present, 0, present.length, whole, 0, present.length);
  }
}
