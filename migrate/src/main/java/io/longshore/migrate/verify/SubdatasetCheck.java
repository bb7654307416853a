package io.longshore.migrate.verify;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.RepositoryPath;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.migrate.collection.Collection;
import java.io.IOException;

/** images-oci as the superdataset knows it, which is what a clone needs to install it. */
final class SubdatasetCheck implements Check {
  private static final RepositoryPath GITMODULES = new RepositoryPath(".gitmodules");

  @Override
  public String name() {
    return "subdataset";
  }

  @Override
  public String claim() {
    return "images-oci is a subdataset with a URL";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    observations.examine();
    if (!dataset.superdataset().isSubdataset(Collection.IMAGES_OCI)) {
      observations.find(
          Collection.IMAGES_OCI,
          "is a repository the superdataset does not know",
          "datalad save -d . images-oci");
    } else if (!hasUrl(dataset.superdataset())) {
      observations.find(
          Collection.IMAGES_OCI,
          "has no URL in .gitmodules, so clones cannot install it",
          "git config -f .gitmodules submodule.images-oci.path images-oci && git config -f"
              + " .gitmodules submodule.images-oci.url ./images-oci, then save it");
    }
  }

  private static boolean hasUrl(CommittedFiles superdataset) throws IOException {
    if (!superdataset.has(GITMODULES)) {
      return false;
    }
    GitRepository git = superdataset.git();
    String blob = superdataset.commit() + ":" + GITMODULES;
    Command list = git.git("config", "--blob", blob, "-z", "--get-regexp", "^submodule\\.");
    CommandResult settings = git.run(list.accepting(0, 1));
    return settings.fields().stream()
        .filter(setting -> setting.endsWith(".path\n" + Collection.IMAGES_OCI))
        .map(setting -> setting.substring(0, setting.lastIndexOf(".path\n")) + ".url\n")
        .anyMatch(
            url ->
                settings.fields().stream()
                    .anyMatch(other -> other.startsWith(url) && other.length() > url.length()));
  }
}
