package io.longshore.oci.registry;

import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Security;
import io.longshore.oci.registry.http.HttpTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;

/**
 * Finds out how hosts are reached that the settings call insecure: over TLS with any certificate if
 * the host supports TLS, otherwise over plain HTTP. The result is kept for the life of this object,
 * so that a host once reached over TLS is never reached over plain HTTP.
 */
final class InsecureHosts {
  private static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Security> settled = Optional.empty();
  }

  private final HttpTransport transport;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  InsecureHosts(HttpTransport transport) {
    this.transport = transport;
  }

  /**
   * The endpoint with the way in which it is reached. One request finds this out, even if several
   * threads ask.
   */
  Endpoint settle(Endpoint endpoint) throws AttemptFailedException, InterruptedIOException {
    if (endpoint.security() != Security.UNSETTLED) {
      return endpoint;
    }
    Slot slot = slots.computeIfAbsent(endpoint.repository().apiHost(), _ -> new Slot());
    slot.lock.lock();
    try {
      if (slot.settled.isEmpty()) {
        slot.settled = Optional.of(find(endpoint));
      }
      return endpoint.with(slot.settled.get());
    } finally {
      slot.lock.unlock();
    }
  }

  private Security find(Endpoint endpoint) throws AttemptFailedException, InterruptedIOException {
    String subject = endpoint.repository().toString();
    Endpoint secure = endpoint.with(Security.TLS_UNCHECKED);
    try {
      ask(secure);
      return Security.TLS_UNCHECKED;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      if (refusedByTls(e)) {
        throw ConnectionFailures.of(subject, secure, e);
      }
    }
    Endpoint clear = endpoint.with(Security.NONE);
    try {
      ask(clear);
      return Security.NONE;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw ConnectionFailures.of(subject, clear, e);
    }
  }

  private void ask(Endpoint endpoint) throws IOException {
    transport.at(endpoint).send("GET", endpoint.root(), Map.of(), Optional.empty()).close();
  }

  /** Only a host that supports TLS sends an alert. */
  private static boolean refusedByTls(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException
          && String.valueOf(cause.getMessage()).contains("fatal alert")) {
        return true;
      }
    }
    return false;
  }
}
