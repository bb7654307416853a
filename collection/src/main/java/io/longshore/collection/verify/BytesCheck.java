package io.longshore.collection.verify;

import io.longshore.collection.Collection;
import io.longshore.collection.DatasetScripts;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.dataset.git.StatusEntry;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the work tree's copies of files that are compared byte for byte. git may have converted
 * them when it wrote them, and then calls them unchanged.
 */
final class BytesCheck implements Check {
  private static final int NAMED = 20;

  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public String claim() {
    return "layouts and scripts in the work tree have the bytes that are committed";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    Path root = dataset.superdataset().git().root();
    Set<RepositoryPath> layouts =
        dataset.images().stream().map(MigratedImage::folder).collect(Collectors.toSet());
    CommittedFiles imagesOci = dataset.imagesOci();
    check(
        imagesOci,
        imagesOci.paths().stream()
            .filter(path -> isScript(path) || isInOne(path, layouts))
            .toList(),
        root,
        observations);
    CommittedFiles superdataset = dataset.superdataset();
    check(
        superdataset,
        superdataset.paths().stream().filter(BytesCheck::isScript).toList(),
        root,
        observations);
  }

  private static boolean isScript(RepositoryPath path) {
    return path.equals(DatasetScripts.OCI_CMD) || path.equals(DatasetScripts.MIGRATE_TO_OCI);
  }

  private static boolean isInOne(RepositoryPath path, Set<RepositoryPath> folders) {
    String text = path.value();
    for (int end = text.indexOf('/'); end > 0; end = text.indexOf('/', end + 1)) {
      if (folders.contains(RepositoryPath.of(text.substring(0, end)))) {
        return true;
      }
    }
    return false;
  }

  private static void check(
      CommittedFiles files,
      List<RepositoryPath> paths,
      Path superdataset,
      Observations observations)
      throws IOException {
    observations.examine();
    List<RepositoryPath> other = new ArrayList<>();
    for (RepositoryPath path : paths) {
      if (differs(files, path)) {
        other.add(path);
      }
    }
    // CleanCheck reports the changes that git sees too.
    other.removeAll(changed(files, other));
    if (!other.isEmpty()) {
      observations.find(
          shown(files, other.getFirst(), superdataset),
          "has other bytes in the work tree than are committed, though git calls it unchanged: it"
              + " was converted when it was written (core.autocrlf, or attributes)"
              + (other.size() > 1 ? "; and " + (other.size() - 1) + " more" : ""),
          writeAgain(files.git().root(), other, superdataset));
    }
  }

  private static RepositoryPath shown(
      CommittedFiles files, RepositoryPath path, Path superdataset) {
    return files.git().root().equals(superdataset)
        ? path
        : Collection.IMAGES_OCI.resolve(path.value());
  }

  // git writes files that are absent, but not files that it takes for unchanged.
  private static NextStep writeAgain(Path root, List<RepositoryPath> paths, Path superdataset) {
    List<String> names = paths.stream().limit(NAMED).map(RepositoryPath::value).toList();
    return NextStep.of(
            "longshore init {}, then have git write them again: cd {} && ", superdataset, root)
        .then(command(List.of("rm", "--"), names))
        .then(" && ")
        .then(command(List.of("git", "checkout", "--"), names));
  }

  private static NextStep command(List<String> words, List<String> names) {
    return NextStep.ofCommand(Stream.concat(words.stream(), names.stream()).toList());
  }

  private static boolean differs(CommittedFiles files, RepositoryPath path) throws IOException {
    TreeEntry entry = files.entry(path).orElseThrow();
    Path file = path.in(files.git().root());
    if (!entry.mode().isRegularFile()
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || files.key(entry).isPresent()) {
      return false;
    }
    Optional<byte[]> committed = files.file(path);
    return committed.isPresent()
        && (Files.size(file) != committed.get().length
            || !Arrays.equals(Files.readAllBytes(file), committed.get()));
  }

  private static Set<RepositoryPath> changed(CommittedFiles files, List<RepositoryPath> paths)
      throws IOException {
    return paths.isEmpty()
        ? Set.of()
        : files.git().workTree().status(paths).stream()
            .map(StatusEntry::path)
            .flatMap(path -> RepositoryPath.find(path).stream())
            .collect(Collectors.toSet());
  }
}
