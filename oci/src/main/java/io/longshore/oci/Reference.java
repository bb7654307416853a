package io.longshore.oci;

import io.longshore.ground.Digest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names an image as people type it: {@code [registry/]path[:tag][@digest]}.
 *
 * <p>Missing parts are filled in as Docker does: the registry {@code docker.io}, on this registry
 * the namespace {@code library}, and the tag {@code latest} if there is neither a tag nor a digest.
 * If there are both, the digest decides and the tag is only a remark. Two references are equal when
 * their canonical forms are.
 *
 * @see <a href="https://github.com/distribution/reference/blob/v0.6.0/normalize.go">Normalization
 *     of familiar names</a>
 */
public final class Reference {
  private static final String DEFAULT_TAG = "latest";
  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}");
  private static final Pattern IMAGE_ID = Pattern.compile("[a-f0-9]{64}");

  private final String asAsked;
  private final Repository repository;
  private final Optional<String> tag;
  private final Optional<Digest> digest;

  private Reference(
      String asAsked, Repository repository, Optional<String> tag, Optional<Digest> digest) {
    this.asAsked = asAsked;
    this.repository = repository;
    this.tag = tag;
    this.digest = digest;
  }

  /**
   * @throws IllegalArgumentException if {@code text} does not follow the grammar; the message
   *     quotes it
   */
  public static Reference parse(String text) {
    int at = text.indexOf('@');
    if (at >= 0 && text.indexOf('/', at) > 0) {
      // The text before the sign is not quoted, because it may be a password.
      throw new IllegalArgumentException(
          "a login before the registry '"
              + text.substring(at + 1, text.indexOf('/', at))
              + "'; log in instead, as with docker login, and leave it out");
    }
    Optional<Digest> digest =
        at < 0 ? Optional.empty() : Optional.of(Digest.parse(text.substring(at + 1)));
    String named = at < 0 ? text : text.substring(0, at);

    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    Optional<String> tag =
        colon < 0 ? Optional.empty() : Optional.of(checkedTag(named.substring(colon + 1), text));
    String name = colon < 0 ? named : named.substring(0, colon);

    if (name.isEmpty()) {
      throw new IllegalArgumentException("no image name in '" + text + "'");
    }
    if (IMAGE_ID.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is a bare image ID; a registry needs a name, as name@sha256:" + name);
    }
    if (tag.isEmpty() && digest.isEmpty()) {
      tag = Optional.of(DEFAULT_TAG);
    }
    return new Reference(text, repositoryOf(name), tag, digest);
  }

  /** Refers to exactly one manifest of {@code repository}. */
  public static Reference of(Repository repository, Digest digest) {
    return new Reference(
        repository + "@" + digest, repository, Optional.empty(), Optional.of(digest));
  }

  /** Whether a tag may be called so. */
  public static boolean isTag(String text) {
    return TAG.matcher(text).matches();
  }

  /** The text given to {@link #parse}, unchanged. */
  public String asAsked() {
    return asAsked;
  }

  public Repository repository() {
    return repository;
  }

  public Optional<String> tag() {
    return tag;
  }

  public Optional<Digest> digest() {
    return digest;
  }

  /** The name behind {@code /manifests/} in a request: the digest if there is one, else the tag. */
  public String manifestName() {
    return digest.map(Digest::toString).orElseGet(tag::orElseThrow);
  }

  /**
   * The canonical form, with registry and namespace, such as {@code docker.io/library/busybox:1}.
   */
  @Override
  public String toString() {
    return repository + tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reference that
        && repository.equals(that.repository)
        && tag.equals(that.tag)
        && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return Objects.hash(repository, tag, digest);
  }

  private static String checkedTag(String tag, String text) {
    if (!isTag(tag)) {
      throw new IllegalArgumentException("not a tag: '" + tag + "' in '" + text + "'");
    }
    return tag;
  }

  private static Repository repositoryOf(String name) {
    int slash = name.indexOf('/');
    if (slash < 0 || !isHost(name.substring(0, slash))) {
      return new Repository(Repository.DOCKER_HUB, name);
    }
    return new Repository(name.substring(0, slash), name.substring(slash + 1));
  }

  /**
   * A first component is a host if it cannot be a part of a path: it has a dot, a port or upper
   * case.
   */
  private static boolean isHost(String component) {
    return component.indexOf('.') >= 0
        || component.indexOf(':') >= 0
        || component.equals("localhost")
        || !component.equals(component.toLowerCase(Locale.ROOT));
  }
}
