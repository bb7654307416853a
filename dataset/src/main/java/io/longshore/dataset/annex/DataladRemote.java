package io.longshore.dataset.annex;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.Command;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * DataLad's special remote in a repository. It fetches from registries that ask for a token, and
 * the published workflow asks for it with {@code git annex find --not --in datalad --and --not --in
 * web}.
 *
 * <p>Without DataLad on this machine, the remote is read-only: git-annex then needs no program of
 * DataLad, fetches the remote's URLs itself, and records the same remote for clones. See {@code
 * docs/decisions/0004-datalad-remote.md}.
 */
public final class DataladRemote {
  static final String PROGRAM = "git-annex-remote-datalad";
  static final String NAME = "datalad";
  static final String TYPE = "type=external";
  static final String EXTERNAL_TYPE = "externaltype=datalad";

  private DataladRemote() {}

  /**
   * Sets up the remote in the dataset and enables it in this clone, unless this is done already,
   * and verifies it if git-annex wants this before a push. Costs one process if there is nothing to
   * do.
   *
   * @throws FailureException of kind TOOL if another remote is named {@code datalad}; of kind
   *     DATASET if the dataset's record of the remote would run another program
   */
  public static void ensure(AnnexRepository annex) throws IOException {
    GitRepository git = annex.git();
    RemoteSettings settings = RemoteSettings.read(git);
    if (settings.nameOf(KnownRemotes.DATALAD).isEmpty()) {
      makeReadOnly(git);
      settings = RemoteSettings.read(git);
    }
    Optional<String> name = settings.nameOf(KnownRemotes.DATALAD);
    if (name.isEmpty()) {
      return;
    }
    if (settings.isReadOnly(name.get()) && git.runner().isInstalled(PROGRAM)) {
      makeWritable(git, name.get());
    }
    // The remote has no storage of its own: like "web" it only fetches the URLs that the dataset
    // records. So the user need not be asked.
    if (settings.notVerified().contains(name.get())) {
      RemoteVerification.verify(git, KnownRemotes.DATALAD, DataladRemote::isWhatWeMake);
    }
  }

  // Also where DataLad is installed: git-annex would start it three times, to no effect.
  private static void makeReadOnly(GitRepository git) throws IOException {
    Command make =
        RecordedRemote.find(git).isPresent()
            ? enable(git)
            : git.git("annex", "initremote")
                .operands(NAME, TYPE, EXTERNAL_TYPE, "encryption=none", "autoenable=true")
                .operands("uuid=" + KnownRemotes.DATALAD);
    git.run(make.operands("readonly=true"));
  }

  static boolean isWhatWeMake(List<String> parameters) {
    return parameters.contains(TYPE)
        && parameters.contains(EXTERNAL_TYPE)
        && parameters.stream().allMatch(DataladRemote::isHarmless);
  }

  private static boolean isHarmless(String parameter) {
    return switch (parameter) {
      case TYPE, EXTERNAL_TYPE, "encryption=none", "autoenable=true", "autoenable=false" -> true;
      default -> false;
    };
  }

  // Enables the remote by its UUID, since its name is a stranger's text, and with its known
  // program.
  private static Command enable(GitRepository git) {
    return git.git("annex", "enableremote")
        .operands(KnownRemotes.DATALAD.toString(), TYPE, EXTERNAL_TYPE);
  }

  // In this order, for a remote whose type is "readonly" is made writable by the next call.
  private static void makeWritable(GitRepository git, String remote) throws IOException {
    String settings = "remote." + remote + ".annex-";
    Command unset = git.git("config").options("--local", "--unset-all");
    git.run(unset.operands(settings + "readonly").accepting(0, 5));
    Command set = git.git("config").options("--local", "--replace-all");
    git.run(set.operands(settings + "externaltype", "datalad"));
  }
}
