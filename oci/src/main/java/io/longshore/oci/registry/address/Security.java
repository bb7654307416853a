package io.longshore.oci.registry.address;

/** How a host is reached. */
public enum Security {
  TLS("https"),
  /** Whatever certificate it shows: the settings call it insecure. */
  TLS_UNCHECKED("https"),
  /** Plain HTTP. */
  NONE("http"),
  /** As {@link #TLS_UNCHECKED} if it speaks TLS, else as {@link #NONE}: nobody has asked yet. */
  UNSETTLED("");

  private final String scheme;

  Security(String scheme) {
    this.scheme = scheme;
  }

  /**
   * @throws IllegalStateException if it is not settled
   */
  public String scheme() {
    if (this == UNSETTLED) {
      throw new IllegalStateException("the host has not been asked whether it speaks TLS");
    }
    return scheme;
  }
}
