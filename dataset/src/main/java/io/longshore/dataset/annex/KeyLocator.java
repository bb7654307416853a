package io.longshore.dataset.annex;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.BatchProcess;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Tells the path of keys' contents, and whether the content is in this clone. Safe for several
 * threads.
 */
public final class KeyLocator implements AutoCloseable {
  // annex/objects/XX/YY/KEY/KEY
  private static final int FOLDERS_OF_KEY = 4;

  /** The answer begins with the key, so that it cannot be confused with other output. */
  static final String FORMAT_OPTION = "--format=${key} ${objectpath} ${hashdirlower}\\n";

  private static final String LINK_START = ".git/";

  private final Path gitFolder;
  private final BatchProcess examineKey;

  /**
   * @param gitFolder the git folder with the annex
   * @param examineKey a process that prints {@link #FORMAT_OPTION}
   */
  KeyLocator(Path gitFolder, BatchProcess examineKey) {
    this.gitFolder = gitFolder;
    this.examineKey = examineKey;
  }

  /**
   * @param link path from the root of the work tree to the content
   * @param lower the folders that git-annex uses on file systems without upper and lower case
   */
  private record Place(String link, String lower) {}

  private Place place(AnnexKey key) throws IOException {
    String start = key + " ";
    String[] fields =
        examineKey
            .ask(key.toString(), line -> line.startsWith(start))
            .substring(start.length())
            .split(" ");
    if (fields.length != 2 || !fields[0].startsWith(LINK_START)) {
      throw new FailureException(
          FailureKind.TOOL,
          key.toString(),
          "git annex examinekey answered '" + String.join(" ", fields) + "'",
          NextStep.of(
              "see what it prints: git --git-dir={} annex examinekey --json {}", gitFolder, key));
    }
    return new Place(fields[0], fields[1]);
  }

  /** The target of the symbolic link at {@code path} to the content of {@code key}. */
  public String linkTarget(AnnexKey key, RepositoryPath path) throws IOException {
    return "../".repeat(path.depth()) + place(key).link();
  }

  /** The file with the content of {@code key}, if this clone has it. */
  public Optional<Path> content(AnnexKey key) throws IOException {
    return places(key).content(gitFolder);
  }

  /** The paths at which the content of {@code key} may be. */
  public ContentPlaces places(AnnexKey key) throws IOException {
    Place place = place(key);
    return new ContentPlaces(
        List.of(
            place.link().substring(LINK_START.length()),
            "annex/objects/" + place.lower() + key + "/" + key));
  }

  /**
   * Forces the folders above the content of {@code key} to disk, so that its name survives a loss
   * of power. git-annex does not do so. Nothing happens if the content is not here.
   */
  public void force(AnnexKey key) throws IOException {
    Optional<Path> content = content(key);
    if (content.isPresent()) {
      Disk.forceFoldersAbove(content.get(), FOLDERS_OF_KEY);
    }
  }

  @Override
  public void close() throws IOException {
    examineKey.close();
  }
}
