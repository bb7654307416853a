package io.longshore.oci.registry.http;

import io.longshore.oci.registry.http.TransportException.TimedOut;
import io.longshore.oci.registry.http.TransportException.Unusable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Response;

/**
 * The running calls. Each waits for the head of its answer on a separate thread, because a look-up
 * of a host name cannot be cancelled and the caller must be able to stop waiting.
 */
final class OpenCalls implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("registry-", 0).factory());
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();

  /**
   * @param limit time limit from this call to the last byte of the head
   * @throws InterruptedIOException if this thread is interrupted
   * @throws IOException the failure of the call
   */
  Response head(Call call, Duration limit) throws IOException {
    calls.add(call);
    CompletableFuture<Response> head = new CompletableFuture<>();
    threads.execute(() -> run(call, head));
    try {
      return head.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUp(call, head);
      throw new InterruptedIOException("interrupted while waiting for " + host(call));
    } catch (TimeoutException e) {
      giveUp(call, head);
      throw new TimedOut("no answer within " + limit.toMillis() / 1e3 + " s");
    } catch (ExecutionException e) {
      ended(call);
      throw reason(e.getCause());
    }
  }

  /** Says that the body of a call is read or not needed. */
  void ended(Call call) {
    calls.remove(call);
  }

  private static void run(Call call, CompletableFuture<Response> head) {
    try {
      Response response = call.execute();
      if (!head.complete(response)) {
        response.close();
      }
    } catch (Throwable e) {
      head.completeExceptionally(e);
    }
  }

  private void giveUp(Call call, CompletableFuture<Response> head) {
    call.cancel();
    ended(call);
    if (!head.cancel(false) && head.state() == CompletableFuture.State.SUCCESS) {
      head.resultNow().close();
    }
  }

  private static IOException reason(Throwable cause) {
    return switch (cause) {
      case IOException e -> e;
      case Error e -> throw e;
      // An answer that breaks HTTP, such as a negative length.
      default -> new Unusable("an answer that is not HTTP", cause);
    };
  }

  private static String host(Call call) {
    return call.request().url().host();
  }

  @Override
  public void close() {
    calls.forEach(Call::cancel);
    threads.shutdownNow();
  }
}
