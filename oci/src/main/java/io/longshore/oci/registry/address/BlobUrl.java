package io.longshore.oci.registry.address;

import io.longshore.ground.Digest;
import io.longshore.oci.Repository;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URL of a blob that is recorded in datasets. It does not depend on mirrors or signatures. */
public final class BlobUrl {
  private static final Pattern FORM =
      Pattern.compile("https?://([^/?#@]+)/v2/([^?#]+)/blobs/(sha256:[0-9a-f]{64})");

  /** The repository and the digest that such a URL names. */
  public record Target(Repository repository, Digest digest) {}

  private BlobUrl() {}

  /**
   * @param scheme {@code https} or {@code http}
   * @throws IllegalArgumentException for any other scheme
   */
  public static URI of(Repository repository, Digest digest, String scheme) {
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("not a scheme of registries: '" + scheme + "'");
    }
    Security security = scheme.equals("https") ? Security.TLS : Security.NONE;
    return new Endpoint(security, repository, false).blob(digest.toString());
  }

  /** Reads a URL of the form that {@link #of} makes; empty for any other form. */
  public static Optional<Target> parse(URI url) {
    Matcher form = FORM.matcher(url.toString());
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      Repository repository = new Repository(form.group(1), form.group(2));
      return Optional.of(new Target(repository, Digest.parse(form.group(3))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The URL for messages: without user, password and query, which may be secrets. */
  public static String shown(URI url) {
    // The parts of java.net.URI are not used, because it has none if the host has a '_'.
    return url.toString().replaceFirst("[?#].*$", "").replaceFirst("^([^/]*//)[^/]*@", "$1");
  }
}
