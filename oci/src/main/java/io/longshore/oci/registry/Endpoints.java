package io.longshore.oci.registry;

import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The mirrors of registries and the registries themselves, asked in their order. A mirror gets one
 * attempt for each request; the registry itself is asked last, and what it answers is what counts.
 */
final class Endpoints {
  @FunctionalInterface
  interface Call<T> {
    T on(Endpoint endpoint) throws AttemptFailedException, IOException;
  }

  private final RegistriesConf settings;
  private final RetryPolicy retryPolicy;
  private final PullLimits limits;
  private final HostTrouble trouble;

  Endpoints(
      RegistriesConf settings,
      RetryPolicy retryPolicy,
      PullLimits limits,
      RegistryListener listener) {
    this.trouble = new HostTrouble(listener);
    this.settings = settings;
    this.retryPolicy = retryPolicy;
    this.limits = limits;
  }

  /**
   * @param byDigest whether what is asked for is named by its digest: some mirrors serve only that
   * @throws FailureException as the registry itself failed; the mirrors' failures are suppressed
   */
  <T> T ask(Repository repository, boolean byDigest, Call<T> call) throws IOException {
    List<FailureException> mirrorsFailed = new ArrayList<>();
    for (Endpoint endpoint : trouble.without(settings.endpoints(repository, byDigest))) {
      try {
        RetryPolicy policy = trouble.policy(endpoint, retryPolicy);
        T result = limits.run(endpoint, policy, () -> call.on(endpoint));
        trouble.answered(endpoint);
        return result;
      } catch (FailureException e) {
        if (e.kind() == FailureKind.NETWORK) {
          trouble.failed(endpoint, e);
        }
        if (!endpoint.mirror()) {
          mirrorsFailed.forEach(e::addSuppressed);
          throw e;
        }
        mirrorsFailed.add(e);
      }
    }
    throw new IllegalStateException("the registry itself is the last endpoint");
  }
}
