package io.longshore.oci.registry.http;

import io.longshore.oci.registry.proxy.ProxyServer;
import java.io.IOException;

/**
 * The reason why there is no usable answer, if the type of the original exception does not tell it.
 */
public abstract sealed class TransportException extends IOException {
  private TransportException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A time limit has passed; {@link #getMessage} says what was waited for. */
  public static final class TimedOut extends TransportException {
    public TimedOut(String message) {
      super(message, null);
    }

    public TimedOut(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The answer is unusable, and a repeated request would get the same. */
  public static final class Unusable extends TransportException {
    Unusable(String message) {
      super(message, null);
    }

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The proxy refused the request or could not be reached. */
  public static final class OfProxy extends TransportException {
    private final ProxyServer proxy;
    private final int status;

    /**
     * @param status the status that the proxy answered; 0 if there is none
     * @param message what happened to the request, in words that follow the name of the proxy
     */
    OfProxy(ProxyServer proxy, int status, String message, Throwable cause) {
      super(message, cause);
      this.proxy = proxy;
      this.status = status;
    }

    public ProxyServer proxy() {
      return proxy;
    }

    public boolean wantsLogin() {
      return status == 407;
    }

    /** Whether the same request could succeed later. */
    public boolean mayPass() {
      return status == 0 || status >= 500;
    }
  }
}
