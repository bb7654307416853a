package io.longshore.dataset.push;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clone of a dataset elsewhere that its branch is pushed to: the one git would push to, or the
 * only one there is, or {@code origin}. Nothing is ever forced: what others have pushed stays.
 */
public final class Sibling {
  private static final String BRANCHES = "refs/heads/";
  private static final String ANNEX_BRANCH = "git-annex";
  private static final int ATTEMPTS = 3;

  /** Content may be large and the way to it slow. */
  private static final Duration LONGEST_TRANSFER = Duration.ofHours(24);

  private final GitRepository git;
  private final String remote;
  private final String branch;

  private Sibling(GitRepository git, String remote, String branch) {
    this.git = git;
    this.remote = remote;
    this.branch = branch;
  }

  /**
   * @throws FailureException of kind DATASET if there is none, or it is not clear which is meant
   */
  public static Sibling of(GitRepository git) throws IOException {
    String branch = git.head().shortName();
    Map<String, String> urls = git.configurations("^remote\\..*\\.url$");
    List<String> remotes = urls.keySet().stream().map(Sibling::named).toList();
    List<String> chosen = new ArrayList<>();
    git.configuration("branch." + branch + ".pushremote").ifPresent(chosen::add);
    git.configuration("remote.pushdefault").ifPresent(chosen::add);
    git.configuration("branch." + branch + ".remote").ifPresent(chosen::add);
    String remote =
        chosen.stream()
            .filter(remotes::contains)
            .findFirst()
            .or(() -> remotes.size() == 1 ? Optional.of(remotes.getFirst()) : Optional.empty())
            .or(() -> remotes.stream().filter("origin"::equals).findFirst())
            .orElseThrow(() -> none(git, remotes, branch));
    requireSameName(git, remote, branch);
    return new Sibling(git, remote, branch);
  }

  /** A branch under another name would be one that nobody there looks at. */
  private static void requireSameName(GitRepository git, String remote, String branch)
      throws IOException {
    boolean pushedElsewhere =
        !git.configuration("branch." + branch + ".remote").equals(Optional.of(remote))
            || git.configuration("branch." + branch + ".pushremote").isPresent()
            || git.configuration("remote.pushdefault").isPresent();
    Optional<String> followed = git.configuration("branch." + branch + ".merge");
    if (pushedElsewhere
        || followed.isEmpty()
        || followed.get().equals(BRANCHES + branch)
        || !followed.get().startsWith(BRANCHES)) {
      return;
    }
    String there = followed.get().substring(BRANCHES.length());
    throw new FailureException(
        FailureKind.DATASET,
        git.root().toString(),
        "is at branch "
            + branch
            + ", which follows "
            + there
            + " of "
            + remote
            + ": which of both is to be pushed to is not clear",
        NextStep.of("call it as it is called there: git -C {} branch -m {}", git.root(), there)
            .then(
                "; or push it as a branch of its own: git -C {} push --set-upstream {} {}",
                git.root(),
                remote,
                branch));
  }

  private static String named(String setting) {
    return setting.substring("remote.".length(), setting.length() - ".url".length());
  }

  private static FailureException none(GitRepository git, List<String> remotes, String branch) {
    return remotes.isEmpty()
        ? new FailureException(
            FailureKind.DATASET,
            git.root().toString(),
            "has no remote to be pushed to",
            NextStep.of(
                "make one, as with: datalad create-sibling-github -d {} NAME   or name one that is"
                    + " there: git -C {} remote add origin URL",
                git.root(),
                git.root()))
        : new FailureException(
            FailureKind.DATASET,
            git.root().toString(),
            "has several remotes, and none is the one that " + branch + " is pushed to",
            NextStep.of(
                "choose one: git -C {} config {} {}",
                git.root(),
                "branch." + branch + ".remote",
                remotes.getFirst()));
  }

  public String name() {
    return remote;
  }

  /**
   * Learns what others have pushed there, also where the clone was made of one branch alone and
   * would fetch no other.
   */
  public void fetch() throws IOException {
    List<String> operands = new ArrayList<>(List.of(remote));
    CommandResult listed =
        git.run(
            git.git("ls-remote")
                .operands(remote, BRANCHES + branch, BRANCHES + ANNEX_BRANCH)
                .withTimeLimit(LONGEST_TRANSFER));
    // A pattern of ls-remote fits the ends of names too.
    for (String name : List.of(branch, ANNEX_BRANCH)) {
      if (listed.lines().stream().anyMatch(line -> line.endsWith("\t" + BRANCHES + name))) {
        operands.add("+" + BRANCHES + name + ":" + tracking(name));
      }
    }
    if (operands.size() > 1) {
      git.run(git.git("fetch").operands(operands).withTimeLimit(LONGEST_TRANSFER));
    }
  }

  private String tracking(String name) {
    return "refs/remotes/" + remote + "/" + name;
  }

  /** Whether others have pushed, as of the last {@link #fetch}, what is not here. */
  public boolean isAhead() throws IOException {
    Optional<ObjectId> there = git.resolve(tracking(branch));
    Optional<ObjectId> here = git.head().commit();
    return there.isPresent() && here.isPresent() && !git.isAncestor(there.get(), here.get());
  }

  /** The command that brings here what others have pushed, beside what is here. */
  public NextStep merge() {
    return NextStep.of("git -C {} pull --no-rebase {} {}", git.root(), remote, branch);
  }

  /**
   * Pushes content that the remote wants, then what git-annex knows and the branch.
   *
   * @return false if others have pushed meanwhile, so that there is something to merge first
   * @throws FailureException of kind TOOL if git or git-annex cannot
   */
  public boolean push() throws IOException {
    copyContent();
    for (int attempt = 1; ; attempt++) {
      fetch();
      if (isAhead()) {
        return false;
      }
      mergeAnnexBranch();
      List<String> rejected = pushBranches();
      if (rejected.isEmpty()) {
        return true;
      }
      if (attempt == ATTEMPTS) {
        throw refused(rejected);
      }
    }
  }

  /** First to where the remote says that content has to be before it is pushed. */
  private void copyContent() throws IOException {
    List<String> targets = new ArrayList<>();
    targets.addAll(git.configurationValues("remote." + remote + ".datalad-publish-depends"));
    targets.add(remote);
    for (String target : targets) {
      if (git.configuration("remote." + target + ".annex-uuid").isPresent()
          && !git.configuration("remote." + target + ".annex-ignore").equals(Optional.of("true"))) {
        Command copy = git.git("annex", "copy").options("--auto", "--fast").option("--to", target);
        git.run(copy.withTimeLimit(LONGEST_TRANSFER));
      }
    }
  }

  /**
   * Takes in what the remotes' git-annex branches know, as git-annex does before it looks up
   * anything: here a setting that it keeps in that branch.
   */
  private void mergeAnnexBranch() throws IOException {
    if (git.resolve(BRANCHES + ANNEX_BRANCH).isPresent()) {
      git.run(git.git("annex", "numcopies").accepting(0, 1));
    }
  }

  /**
   * @return the refs that were not taken, with the reason
   */
  private List<String> pushBranches() throws IOException {
    List<String> operands = new ArrayList<>(List.of(remote));
    branches().forEach(name -> operands.add(refspec(name)));
    CommandResult pushed =
        git.run(
            git.git("push")
                .options("--porcelain")
                .operands(operands)
                .accepting(0, 1)
                .withTimeLimit(LONGEST_TRANSFER));
    List<String> rejected =
        pushed.lines().stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1).strip().replace('\t', ' '))
            .toList();
    if (pushed.exitCode() != 0 && rejected.isEmpty()) {
      throw refused(List.of(pushed.errors().strip()));
    }
    return rejected;
  }

  private List<String> branches() throws IOException {
    return git.resolve(BRANCHES + ANNEX_BRANCH).isPresent()
        ? List.of(branch, ANNEX_BRANCH)
        : List.of(branch);
  }

  private static String refspec(String name) {
    return BRANCHES + name + ":" + BRANCHES + name;
  }

  private FailureException refused(List<String> reasons) throws IOException {
    return new FailureException(
        FailureKind.TOOL,
        git.root().toString(),
        "could not be pushed to " + remote + ": " + String.join("; ", reasons),
        NextStep.of("see what git says: git -C {} push {} ", git.root(), remote)
            .then(NextStep.ofCommand(branches())));
  }
}
