package io.longshore.collection.verify.source;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.Command;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the committed {@code .gitmodules} says, as git reads it. */
public final class Gitmodules {
  private static final RepositoryPath FILE = new RepositoryPath(".gitmodules");

  private Gitmodules() {}

  /** The url of the submodule at {@code path}, if it has one; anybody may have written it. */
  public static Optional<String> url(CommittedFiles superdataset, RepositoryPath path)
      throws IOException {
    if (!superdataset.has(FILE)) {
      return Optional.empty();
    }
    GitRepository git = superdataset.git();
    String blob = superdataset.commit() + ":" + FILE;
    Command list =
        git.git("config")
            .option("--blob", blob)
            .options("-z", "--get-regexp")
            .operands("^submodule\\.");
    List<String> settings = git.run(list.accepting(0, 1)).fields();
    return settings.stream()
        .filter(setting -> setting.endsWith(".path\n" + path))
        .map(setting -> setting.substring(0, setting.lastIndexOf(".path\n")) + ".url\n")
        .flatMap(
            url ->
                settings.stream()
                    .filter(other -> other.startsWith(url) && other.length() > url.length())
                    .map(other -> other.substring(url.length())))
        .findFirst();
  }
}
