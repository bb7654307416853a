package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Security;
import io.longshore.oci.registry.settings.RegistriesConf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the mirrors of a registry and then the registry itself, in their order. A mirror gets one
 * attempt for each request. The registry is asked last, and its answer is final.
 */
final class Endpoints {
  @FunctionalInterface
  interface Call<T> {
    T on(Endpoint endpoint) throws AttemptFailedException, IOException;
  }

  private final RegistriesConf settings;
  private final RetryPolicy retryPolicy;
  private final PullLimits limits;
  private final InsecureHosts insecureHosts;
  private final SilentHosts silent;

  Endpoints(
      RegistriesConf settings,
      RetryPolicy retryPolicy,
      PullLimits limits,
      InsecureHosts insecureHosts,
      RegistryListener listener) {
    this.insecureHosts = insecureHosts;
    this.silent = new SilentHosts(listener);
    this.settings = settings;
    this.retryPolicy = retryPolicy;
    this.limits = limits;
  }

  /**
   * Asks for content of a repository that is named by its digest.
   *
   * @param subject the content, as the user knows it
   */
  <T> T ask(String subject, Repository repository, Call<T> call) throws IOException {
    return ask(subject, repository, repository.toString(), true, call);
  }

  /** Asks for an image. Some mirrors serve only content that is named by its digest. */
  <T> T ask(Reference reference, Call<T> call) throws IOException {
    return ask(
        reference.asAsked(),
        reference.repository(),
        reference.toString(),
        reference.digest().isPresent(),
        call);
  }

  /** Asks the registry itself what there is: a mirror knows what somebody fetched through it. */
  <T> T askRegistry(Repository repository, Call<T> call) throws IOException {
    List<Endpoint> all = settings.endpoints(repository, repository.toString(), false);
    return ask(repository.toString(), List.of(all.getLast()), call);
  }

  private <T> T ask(
      String subject, Repository repository, String name, boolean byDigest, Call<T> call)
      throws IOException {
    return ask(subject, silent.without(settings.endpoints(repository, name, byDigest)), call);
  }

  /**
   * @param inOrder the registry itself is the last
   * @throws FailureException the failure of the registry itself; the failures of the mirrors are
   *     suppressed exceptions
   */
  private <T> T ask(String subject, List<Endpoint> inOrder, Call<T> call) throws IOException {
    List<FailureException> mirrorsFailed = new ArrayList<>();
    for (Endpoint endpoint : inOrder) {
      try {
        RetryPolicy policy = silent.policy(endpoint, retryPolicy);
        T result =
            limits.run(subject, endpoint, policy, () -> call.on(insecureHosts.settle(endpoint)));
        silent.answered(endpoint);
        return result;
      } catch (FailureException e) {
        if (e.kind() == FailureKind.NETWORK) {
          silent.failed(endpoint, e);
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

  /**
   * How the registry itself is reached, whether it has mirrors or not; {@link Security#NONE} if the
   * registry is insecure and does not answer.
   */
  Security security(Repository repository) {
    try {
      Endpoint origin = settings.origin(repository, repository.toString());
      return origin.repository().equals(repository)
          ? insecureHosts.settle(origin).security()
          : Security.TLS;
    } catch (AttemptFailedException | IOException e) {
      return Security.NONE;
    }
  }
}
