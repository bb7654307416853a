package io.longshore.cli.doctor;

import io.longshore.dataset.annex.RemoteVerification;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.Command;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks whether git-annex refuses to push because a special remote is not verified. */
record RemotesCheck(DatasetUnderTest dataset) implements HealthCheck {
  private static final ToolVersion WANTS_VERIFICATION = ToolVersion.of(10, 20261026);

  @Override
  public String name() {
    return "remotes";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    List<Diagnosis> found = new ArrayList<>();
    for (GitRepository repository : dataset.repositories()) {
      List<String> missing = RemoteVerification.missing(repository);
      if (!missing.isEmpty() && wantsVerification(repository)) {
        missing.forEach(remote -> found.add(notVerified(repository, remote)));
      }
    }
    return found.isEmpty() ? List.of(Diagnosis.ok("none keeps you from pushing")) : found;
  }

  private static boolean wantsVerification(GitRepository repository) throws IOException {
    Command ask = repository.git("annex", "version").options("--raw");
    return ToolVersion.find(repository.run(ask).text())
        .filter(version -> !version.isBefore(WANTS_VERIFICATION))
        .isPresent();
  }

  private static Diagnosis notVerified(GitRepository repository, String remote) {
    return Diagnosis.warning(
        repository.root()
            + ": the dataset brings along the special remote "
            + remote
            + ", which nobody has verified in this clone; until then git-annex refuses every push",
        NextStep.of(
            "see what it is, then type what is printed for one that you expected:"
                + " git -C {} annex verifyremote -- {}",
            repository.root(),
            remote));
  }
}
