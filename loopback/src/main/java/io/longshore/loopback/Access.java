package io.longshore.loopback;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Who may read. */
public sealed interface Access {

  /** Everybody, without asking. */
  record Open() implements Access {}

  /**
   * Who has a token, which a token server gives to everybody, or to one user only.
   *
   * @param lifetime of a token
   * @param announcedSeconds what the token server says the lifetime is
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

  /** One user, with name and password in each request. */
  record WithPassword(User user) implements Access {}

  /**
   * As {@code behind} has it, but what somebody may not read is not there for him, and only the
   * root of the registry challenges.
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
