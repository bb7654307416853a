package io.longshore.cli.doctor;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Checks that git has a name and address for commits, and can sign commits if the user wants that.
 */
record IdentityCheck(DatasetUnderTest dataset) implements HealthCheck {
  @Override
  public String name() {
    return "identity";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    Optional<GitRepository> repository = dataset.superdataset();
    if (repository.isPresent()) {
      Identity.require(repository.get());
      Identity.requireSignature(repository.get());
    }
    Path folder = repository.map(GitRepository::root).orElse(Path.of("/"));
    CommandResult answer =
        dataset
            .runner()
            .run(Command.of(folder, "git", "var", "GIT_COMMITTER_IDENT").accepting(0, 128));
    return List.of(
        answer.exitCode() == 0
            ? Diagnosis.ok(answer.text().replaceFirst(" \\d+ [+-]\\d+$", ""))
            : Diagnosis.problem(
                "git does not know who you are",
                "git config --global user.name 'Your Name' &&"
                    + " git config --global user.email you@example.org"));
  }
}
