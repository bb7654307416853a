package io.longshore.cli.doctor;

import io.longshore.collection.stage.SpaceBudget;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.oci.registry.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lists all checks, set up for this machine. */
public final class Checkup {
  private static final Duration ANSWER_TIME = Duration.ofSeconds(15);

  private Checkup() {}

  /**
   * @param folder a folder that may be in a dataset
   * @param offline whether checks that ask registries are left out
   */
  public static List<HealthCheck> of(Path folder, boolean offline) {
    CommandRunner runner = new LocalCommandRunner();
    DatasetUnderTest dataset = new DatasetUnderTest(folder, runner);
    Path temporary = TemporaryFolderCheck.ofThisProcess();
    Registries registries =
        Registries.with(
            RegistryOptions.ofProcess()
                .withRetryPolicy(RetryPolicy.NONE)
                .withTimeouts(ANSWER_TIME, ANSWER_TIME));
    List<HealthCheck> checks =
        new ArrayList<>(
            List.of(
                JavaCheck.ofThisProcess(),
                new TemporaryFolderCheck(temporary, runner),
                new CompressorCheck(),
                new GitCheck(runner),
                new GitAnnexCheck(runner),
                new IdentityCheck(dataset),
                new DatasetCheck(dataset),
                new BranchCheck(dataset),
                new ReadinessCheck(dataset),
                new StrangersProgramsCheck(dataset),
                new PreparationCheck(dataset),
                new ProviderCheck(dataset),
                new RemotesCheck(dataset),
                new DiskCheck(dataset, temporary, SpaceBudget.Disks.OF_THIS_MACHINE),
                new DataladCheck(runner),
                new ContainerRuntimeCheck(runner),
                new ProxyCheck(System.getenv()),
                new CredentialsCheck(dataset, registries)));
    if (!offline) {
      checks.add(new RegistryCheck(dataset, registries));
    }
    return List.copyOf(checks);
  }
}
