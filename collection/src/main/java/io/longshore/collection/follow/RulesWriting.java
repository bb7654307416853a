package io.longshore.collection.follow;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.rules.file.Rules;
import io.longshore.collection.rules.file.RulesReader;
import io.longshore.collection.transaction.UnfinishedStep;
import io.longshore.dataset.git.DatasetLock;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Writes the rules that follow from the registrations of a collection into its work tree. The rules
 * are not committed: somebody should read them first.
 */
public final class RulesWriting {
  private static final RepositoryPath ATTRIBUTES = new RepositoryPath(".datalad/.gitattributes");

  /**
   * Keeps {@code datalad save} from putting the file into the annex, where rules cannot be read.
   */
  private static final String IN_GIT = "longshore.yaml annex.largefiles=nothing";

  private final GitRepository superdataset;

  private RulesWriting(GitRepository superdataset) {
    this.superdataset = superdataset;
  }

  /** The rules that would be written. */
  public static ImportedRules planned(Path dataset) throws IOException {
    GitRepository superdataset = Collection.superdatasetAt(dataset, new LocalCommandRunner());
    return implied(superdataset);
  }

  private static ImportedRules implied(GitRepository superdataset) throws IOException {
    try (CommittedCollection collection = CommittedCollection.atHead(superdataset)) {
      return RulesImport.of(collection);
    }
  }

  /**
   * @param force whether an existing rules file may be replaced
   * @throws FailureException of kind DATASET if the rules file exists and may not be replaced, or
   *     if the dataset has no registrations
   */
  public static Written write(Path dataset, boolean force) throws IOException {
    GitRepository superdataset = Collection.superdatasetAt(dataset, new LocalCommandRunner());
    return new RulesWriting(superdataset).write(force);
  }

  /**
   * The rules that were written.
   *
   * @param root the root of the dataset
   */
  public record Written(ImportedRules rules, Path root) {}

  private Written write(boolean force) throws IOException {
    Path root = superdataset.root();
    Path file = Rules.PATH.in(root);
    Path folder = file.getParent();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !force) {
      throw new FailureException(
          FailureKind.DATASET,
          file.toString(),
          "is there already",
          NextStep.of("see what would be written: longshore -C {} rules import --dry-run", root)
              .then("; to replace the file: longshore -C {} rules import --force", root));
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new FailureException(
          FailureKind.DATASET,
          folder.toString(),
          "is no folder, so there are no registrations",
          NextStep.of("longshore init {}", root));
    }
    UnfinishedStep.refuse(superdataset);
    try (DatasetLock _ = DatasetLock.acquire(superdataset)) {
      ImportedRules rules = implied(superdataset);
      byte[] text = rules.text().getBytes(StandardCharsets.UTF_8);
      // The text contains names from strangers, so it is read back: it must be rules without
      // faults.
      RulesReader.read(text, Rules.PATH.value()).require();
      keepInGit(root);
      DurableFile.write(file, text, _ -> {});
      return new Written(rules, root);
    }
  }

  private static void keepInGit(Path root) throws IOException {
    Path attributes = ATTRIBUTES.in(root);
    String text = "";
    if (Files.isRegularFile(attributes, LinkOption.NOFOLLOW_LINKS)) {
      text = Files.readString(attributes, StandardCharsets.ISO_8859_1);
    } else if (Files.exists(attributes, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (text.lines().noneMatch(IN_GIT::equals)) {
      String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
      DurableFile.write(
          attributes, (text + end + IN_GIT + "\n").getBytes(StandardCharsets.ISO_8859_1), _ -> {});
    }
  }
}
