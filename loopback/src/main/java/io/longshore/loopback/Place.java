package io.longshore.loopback;

/**
 * Where the servers listen on the loopback interface, and the names they send clients on to. With
 * names of others, in a network of its own, the registry stands in for theirs.
 *
 * @param port of the registry and its token server, 0 for any that is free; the content host's is
 *     always one that is free
 */
public record Place(int port, String tokenHost, String contentHost) {
  public static final Place ANY_PORT = new Place(0, "127.0.0.1", "127.0.0.1");
}
