package io.longshore.oci.registry.address;

/** How a host is reached. */
public enum Security {
  TLS("https"),
  /** TLS with any certificate, because the settings call the host insecure. */
  TLS_UNCHECKED("https"),
  /** Plain HTTP. */
  NONE("http"),
  /**
   * {@link #TLS_UNCHECKED} or {@link #NONE}; the host was not asked yet whether it supports TLS.
   */
  UNSETTLED("");

  private final String scheme;

  Security(String scheme) {
    this.scheme = scheme;
  }

  /**
   * @throws IllegalStateException if the value is {@link #UNSETTLED}
   */
  public String scheme() {
    if (this == UNSETTLED) {
      throw new IllegalStateException("the host has not been asked whether it speaks TLS");
    }
    return scheme;
  }
}
