package io.longshore.oci.registry;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers the challenges of registries and remembers the answers, one for each repository at each
 * endpoint, until they expire or are refused. However many threads are challenged at once, one asks
 * the token server.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token authentication
 *     of registries</a>
 */
final class Authorizer {
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  /**
   * @param expiresAt as {@link System#nanoTime}
   */
  private record Entry(String authorization, long expiresAt) {}

  private static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Entry> entry = Optional.empty();
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
   * @param refused the one the challenged request carried
   * @return empty if nothing we have could answer
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
      slot.entry = newEntry(endpoint, challenges);
      return slot.entry.map(Entry::authorization);
    } finally {
      slot.lock.unlock();
    }
  }

  /** What kept credentials from being found; part of the message when access is refused. */
  CredentialStore.Found credentials(Endpoint endpoint) {
    return credentials.find(endpoint.repository());
  }

  private Slot slot(Endpoint endpoint) {
    return slots.computeIfAbsent(endpoint, key -> new Slot());
  }

  private Optional<Entry> newEntry(Endpoint endpoint, List<Challenge> challenges)
      throws AttemptFailedException, IOException {
    Optional<Credential> credential = credentials(endpoint).credential();
    for (Challenge challenge : challenges) {
      Optional<TokenRequest> request = TokenRequest.of(challenge, endpoint);
      if (request.isPresent()) {
        return Optional.of(bearer(endpoint, request.get(), credential));
      }
    }
    boolean basic = challenges.stream().anyMatch(c -> c.scheme().equals("basic"));
    if (basic && credential.orElse(null) instanceof Credential.UsernamePassword password) {
      return Optional.of(
          new Entry(password.basicAuthorization(), System.nanoTime() + Long.MAX_VALUE / 2));
    }
    return Optional.empty();
  }

  private Entry bearer(Endpoint endpoint, TokenRequest request, Optional<Credential> credential)
      throws AttemptFailedException, IOException {
    long now = System.nanoTime();
    Optional<Credential> shown = credential.filter(c -> request.mayCarryCredentials(endpoint));
    try (HttpAnswer answer = ask(endpoint, request, shown)) {
      if (answer.status() != 200) {
        throw Failures.ofTokenServer(endpoint, answer, credentials(endpoint));
      }
      AccessToken token = AccessToken.parse(answer.body().readNBytes(MAX_ANSWER_BYTES));
      return new Entry("Bearer " + token.token(), now + token.lifetime().toNanos());
    }
  }

  private HttpAnswer ask(Endpoint endpoint, TokenRequest request, Optional<Credential> credential)
      throws IOException {
    HttpTransport there = transport.at(endpoint);
    if (credential.orElse(null) instanceof Credential.IdentityToken identity) {
      return there.post(request.realm(), request.form(identity));
    }
    Optional<String> authorization =
        credential.map(c -> ((Credential.UsernamePassword) c).basicAuthorization());
    return there.send("GET", request.uri(), Map.of("Accept", "application/json"), authorization);
  }
}
