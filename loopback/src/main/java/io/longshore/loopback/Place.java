package io.longshore.loopback;

/**
 * The port on which the registry listens on the loopback interface, and the host names that it
 * redirects clients to. With the names of real hosts, in a network of its own, the registry takes
 * their place.
 *
 * @param port of the registry and its token server, 0 for any free port; the content host always
 *     uses a free port
 */
public record Place(int port, String tokenHost, String contentHost) {
  public static final Place ANY_PORT = new Place(0, "127.0.0.1", "127.0.0.1");
}
