package io.longshore.loopback;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** The users who may read from the registry. */
public sealed interface Access {

  /** Everybody may read, without authorization. */
  record Open() implements Access {}

  /**
   * Holders of a token may read. The token server gives tokens to everybody, or to one user only.
   *
   * @param lifetime of a token
   * @param announcedSeconds the lifetime that the token server announces
   * @param user the only one to get a token
   */
  record WithToken(Duration lifetime, long announcedSeconds, Optional<User> user)
      implements Access {
    public static WithToken forEverybody() {
      return new WithToken(Duration.ofMinutes(5), 300, Optional.empty());
    }

    public static WithToken forOnly(User user) {
      return new WithToken(Duration.ofMinutes(5), 300, Optional.of(user));
    }
  }

  /** One user may read, with name and password in each request. */
  record WithPassword(User user) implements Access {}

  /**
   * The same users as in {@code behind} may read. Others get "not found" instead of a challenge;
   * only the root of the registry answers with a challenge.
   */
  record Hidden(Access behind) implements Access {}

  /** A user of the registry. */
  record User(String name, String password) {
    String basicAuthorization() {
      byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
      return "User[" + name + "]";
    }
  }
}
