package io.longshore.oci.registry.http;

import io.longshore.oci.registry.proxy.ProxyServer;
import java.io.IOException;

/** Why no usable answer came, where the kind of the exception alone would not tell. */
public abstract sealed class TransportException extends IOException {
  private TransportException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The sender was waited for in vain; {@link #getMessage} says what it was waited for. */
  public static final class TimedOut extends TransportException {
    public TimedOut(String message) {
      super(message, null);
    }

    public TimedOut(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Something came, and asking again would bring it again. */
  public static final class Unusable extends TransportException {
    Unusable(String message) {
      super(message, null);
    }

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The proxy did not let the request through, or could not be reached. */
  public static final class OfProxy extends TransportException {
    private final ProxyServer proxy;
    private final int status;

    /**
     * @param status what the proxy answered; 0 if that is no status of HTTP
     * @param message what became of the request, to follow the name of the proxy
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

    /** Whether the same request could fare better later. */
    public boolean mayPass() {
      return status == 0 || status >= 500;
    }
  }
}
