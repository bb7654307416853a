package io.longshore.collection.verify;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.verify.source.Gitmodules;
import io.longshore.dataset.DatasetId;
import io.longshore.dataset.RiaLocation;
import io.longshore.dataset.SubmoduleUrl;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that images-oci can be cloned by users who clone the superdataset from one of its remotes,
 * or from this repository if it has none.
 */
final class SubmoduleUrlCheck implements Check {
  private static final String SUBJECT = "submodule images-oci";
  private static final String REPAIR = "git config -f .gitmodules submodule.images-oci.url URL";
  private static final Duration TIME_LIMIT = Duration.ofSeconds(30);

  /** A repository from which the superdataset can be cloned. */
  private record Origin(String name, String url) {}

  private final boolean network;

  /**
   * @param network whether repositories on other machines are asked too
   */
  SubmoduleUrlCheck(boolean network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "clones";
  }

  @Override
  public String claim() {
    return "images-oci can be cloned from where its URL leads";
  }

  // SubdatasetCheck reports a file that git cannot read.
  private static Optional<String> url(MigratedDataset dataset) throws IOException {
    try {
      return Gitmodules.url(dataset.superdataset(), Collection.IMAGES_OCI);
    } catch (FailureException e) {
      if (e.kind() == FailureKind.MALFORMED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    Optional<String> text = url(dataset);
    if (text.isEmpty()) {
      return;
    }
    SubmoduleUrl url;
    try {
      url = new SubmoduleUrl(text.get());
    } catch (IllegalArgumentException e) {
      observations.examine();
      observations.find(
          SUBJECT,
          "has the url '" + text.get() + "', which " + e.getMessage() + "; it is not asked",
          REPAIR);
      return;
    }
    GitRepository git = dataset.superdataset().git();
    Optional<DatasetId> id =
        dataset.imagesOci().configuration().datasetId().flatMap(DatasetId::find);
    List<String> asked = new ArrayList<>();
    for (Origin origin : origins(git)) {
      String target;
      try {
        target = url.resolve(origin.url());
      } catch (IllegalArgumentException e) {
        refused(origin, url, e.getMessage(), observations);
        continue;
      }
      if (asked.contains(target)) {
        continue;
      }
      asked.add(target);
      if (!network && !SubmoduleUrl.isLocal(target)) {
        observations.note(origin.name() + " is not asked for images-oci without --remote");
      } else if (!SubmoduleUrl.isAskedByGit(target)) {
        observations.note(
            target
                + " is not asked for images-oci: git would leave that to a program of that name");
      } else if (!origin.name().isEmpty() && !isPublished(git, origin.name())) {
        observations.note(
            origin.name() + " has no images-oci yet; publish images-oci before the superdataset");
      } else {
        observations.examine();
        check(origin, target, url, id, git, observations);
      }
    }
  }

  private static void refused(
      Origin origin, SubmoduleUrl url, String reason, Observations observations) {
    if (!SubmoduleUrl.isAskedByGit(origin.url())) {
      observations.note(
          origin.name()
              + " is not asked for images-oci: git would leave that to a program of its own");
      return;
    }
    observations.examine();
    observations.find(
        SUBJECT,
        "has the url "
            + url.text()
            + ", and what that means from "
            + place(origin)
            + " "
            + reason
            + "; it is not asked",
        REPAIR);
  }

  private static String place(Origin origin) {
    return origin.name().isEmpty() ? "here" : "remote " + origin.name();
  }

  private static void check(
      Origin origin,
      String target,
      SubmoduleUrl url,
      Optional<DatasetId> id,
      GitRepository git,
      Observations observations)
      throws IOException {
    Optional<String> trouble = trouble(target, git);
    Optional<String> byId = RiaLocation.of(origin.url()).flatMap(ria -> id.map(ria::of));
    if (trouble.isPresent() && byId.isPresent() && trouble(byId.get(), git).isEmpty()) {
      observations.note(
          origin.name()
              + " is a RIA store, in which DataLad finds images-oci by its id; git alone does not");
    } else if (trouble.isPresent()) {
      observations.find(
          SUBJECT,
          "has the url "
              + url.text()
              + ", which from "
              + place(origin)
              + " leads nowhere: "
              + trouble.get(),
          NextStep.of("publish images-oci there, or: ").then(REPAIR));
    }
  }

  private static Optional<String> trouble(String target, GitRepository git) throws IOException {
    Command ask =
        git.git("ls-remote").options("--quiet").operands(target, "HEAD").withTimeLimit(TIME_LIMIT);
    if (System.getenv("GIT_SSH_COMMAND") == null
        && git.configuration("core.sshCommand").isEmpty()) {
      ask = ask.withEnvironment("GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=20");
    }
    try {
      CommandResult answer = git.run(ask.accepting(0, 128));
      return answer.exitCode() == 0 ? Optional.empty() : Optional.of(firstLine(answer.errors()));
    } catch (FailureException e) {
      if (e.kind() == FailureKind.TOOL) {
        return Optional.of(e.problem());
      }
      throw e;
    }
  }

  private static String firstLine(String errors) {
    return errors
        .lines()
        .map(line -> line.replaceFirst("^(fatal|error|ssh): ", "").strip())
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("git ls-remote failed");
  }

  private static List<Origin> origins(GitRepository git) throws IOException {
    Command list = git.git("config").options("-z", "--get-regexp").operands("^remote\\..*\\.url$");
    List<Origin> origins = new ArrayList<>();
    for (String field : git.run(list.accepting(0, 1)).fields()) {
      int line = field.indexOf('\n');
      String name = field.substring("remote.".length(), line - ".url".length());
      origins.add(new Origin(name, absolute(field.substring(line + 1), git)));
    }
    return origins.isEmpty() ? List.of(new Origin("", git.root().toString())) : origins;
  }

  private static String absolute(String url, GitRepository git) {
    boolean path = SubmoduleUrl.isLocal(url) && !url.startsWith("file://");
    return path ? git.root().resolve(url).normalize().toString() : url;
  }

  // A clone of a remote without images-oci does not look for it.
  private static boolean isPublished(GitRepository git, String remote) throws IOException {
    String prefix = "refs/remotes/" + remote + "/";
    Command list = git.git("for-each-ref").options("--format=%(refname)").operands(prefix);
    RepositoryPath path = Collection.IMAGES_OCI;
    for (String ref : git.run(list).lines()) {
      boolean content = !ref.endsWith("/git-annex") && !ref.startsWith(prefix + "synced/");
      if (content
          && git.run(git.git("ls-tree").operands(ref, path.value())).text().startsWith("160000 ")) {
        return true;
      }
    }
    return false;
  }
}
