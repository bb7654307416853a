package io.longshore.collection.follow;

import io.longshore.collection.rules.Followed;
import io.longshore.oci.Platform;

/**
 * A container that a rule follows, on one of its platforms. Each platform has a registration of its
 * own.
 */
public record FollowedOn(Followed rule, Platform platform) {
  public String registration() {
    return rule.name().registration(platform);
  }
}
