package io.longshore.oci.registry;

import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.credential.CredentialStore;
import io.longshore.oci.registry.http.HttpAnswer;
import io.longshore.oci.registry.http.HttpTransport;
import io.longshore.oci.registry.login.AccessToken;
import io.longshore.oci.registry.login.Challenge;
import io.longshore.oci.registry.login.Credential;
import io.longshore.oci.registry.login.TokenRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers the challenges of registries and remembers the answers, one for each repository at each
 * endpoint, until they expire or are refused. If several threads are challenged at once, one of
 * them asks the token server.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token authentication
 *     of registries</a>
 */
final class Authorizer {
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  /**
   * @param expiresAt time by {@link System#nanoTime}
   */
  private record Entry(String authorization, long expiresAt) {}

  private static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Entry> entry = Optional.empty();
    private Optional<String> withheldFrom = Optional.empty();
    private boolean exchangesTokens = true;
  }

  private final HttpTransport transport;
  private final CredentialStore credentials;
  private final Map<Endpoint, Slot> slots = new ConcurrentHashMap<>();

  Authorizer(HttpTransport transport, CredentialStore credentials) {
    this.transport = transport;
    this.credentials = credentials;
  }

  Optional<String> remembered(Endpoint endpoint) {
    Slot slot = slot(endpoint);
    slot.lock.lock();
    try {
      return slot.entry
          .filter(entry -> entry.expiresAt() - System.nanoTime() > 0)
          .map(Entry::authorization);
    } finally {
      slot.lock.unlock();
    }
  }

  /**
   * Finds an authorization that answers one of {@code challenges}.
   *
   * @param refused the authorization of the challenged request
   * @return empty if no stored credential can answer
   */
  Optional<String> answer(Endpoint endpoint, List<Challenge> challenges, Optional<String> refused)
      throws AttemptFailedException, IOException {
    Slot slot = slot(endpoint);
    slot.lock.lock();
    try {
      Optional<String> remembered = remembered(endpoint);
      if (remembered.isPresent() && !remembered.equals(refused)) {
        return remembered;
      }
      slot.entry = newEntry(slot, endpoint, challenges);
      return slot.entry.map(Entry::authorization);
    } finally {
      slot.lock.unlock();
    }
  }

  /** The credentials for {@code endpoint}, for the message if access is refused. */
  CredentialStore.Found credentials(Endpoint endpoint) {
    Slot slot = slot(endpoint);
    slot.lock.lock();
    try {
      return credentials.find(endpoint.repository()).withheldFrom(slot.withheldFrom);
    } finally {
      slot.lock.unlock();
    }
  }

  private Slot slot(Endpoint endpoint) {
    return slots.computeIfAbsent(endpoint, _ -> new Slot());
  }

  private Optional<Entry> newEntry(Slot slot, Endpoint endpoint, List<Challenge> challenges)
      throws AttemptFailedException, IOException {
    Optional<Credential> credential = credentials.find(endpoint.repository()).credential();
    for (Challenge challenge : challenges) {
      Optional<TokenRequest> request = TokenRequest.of(challenge, endpoint);
      if (request.isPresent()) {
        return Optional.of(
            credential.orElse(null) instanceof Credential.RegistryToken given
                ? lasting("Bearer " + given.token())
                : bearer(slot, endpoint, request.get(), credential));
      }
    }
    return challenges.stream().anyMatch(c -> c.scheme().equals("basic"))
        ? credential.flatMap(Credential::login).map(login -> lasting(login.basicAuthorization()))
        : Optional.empty();
  }

  private static Entry lasting(String authorization) {
    return new Entry(authorization, System.nanoTime() + Long.MAX_VALUE / 2);
  }

  private Entry bearer(
      Slot slot, Endpoint endpoint, TokenRequest request, Optional<Credential> credential)
      throws AttemptFailedException, IOException {
    long now = System.nanoTime();
    boolean shown = request.mayCarryCredentials(endpoint);
    slot.withheldFrom = credential.filter(_ -> !shown).map(_ -> request.host());
    try (HttpAnswer answer = ask(slot, endpoint, request, credential.filter(_ -> shown))) {
      if (answer.status() != 200) {
        throw Failures.ofTokenServer(endpoint, answer, credentials(endpoint));
      }
      byte[] body = answer.body().readNBytes(MAX_ANSWER_BYTES);
      try {
        AccessToken token = AccessToken.parse(body);
        return new Entry("Bearer " + token.token(), now + token.lifetime().toNanos());
      } catch (ProtocolException e) {
        throw Failures.noToken(endpoint, answer, e);
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw ConnectionFailures.of(endpoint.repository().toString(), request.host(), e);
    }
  }

  private HttpAnswer ask(
      Slot slot, Endpoint endpoint, TokenRequest request, Optional<Credential> credential)
      throws IOException {
    HttpTransport there = transport.at(endpoint.with(request.security(endpoint)));
    if (credential.orElse(null) instanceof Credential.IdentityToken identity
        && slot.exchangesTokens) {
      HttpAnswer answer = there.post(request.realm().uri(), request.form(identity));
      if (identity.login().isEmpty() || !knowsNoExchange(answer.status())) {
        return answer;
      }
      answer.close();
      slot.exchangesTokens = false;
    }
    return there.send(
        "GET",
        request.uri(),
        Map.of("Accept", "application/json"),
        credential.flatMap(Credential::login).map(Credential.UsernamePassword::basicAuthorization));
  }

  /**
   * Whether the token server gives tokens for a name and password only. Servers say so by different
   * codes.
   */
  private static boolean knowsNoExchange(int status) {
    return (status >= 400 && status < 500 && status != 429) || status == 501;
  }
}
