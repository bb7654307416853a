package io.longshore.oci.registry;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.SourceChangedException;
import io.longshore.oci.VerifyingInputStream;
import io.longshore.oci.registry.address.BlobUrl;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.credential.CredentialStore;
import io.longshore.oci.registry.http.HttpAnswer;
import io.longshore.oci.registry.http.HttpTransport;
import io.longshore.oci.registry.settings.ConfigurationFiles;
import io.longshore.oci.registry.settings.ImagePolicy;
import io.longshore.oci.registry.settings.RegistriesConf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Reads from registries and their configured mirrors, and repeats requests that may succeed later.
 *
 * <p>May be used by many threads at once. Failures are {@link FailureException}s of kind {@link
 * FailureKind#AUTH}, {@link FailureKind#RATE_LIMIT}, {@link FailureKind#GONE}, {@link
 * FailureKind#MOVED}, {@link FailureKind#NETWORK}, {@link FailureKind#MALFORMED} or {@link
 * FailureKind#UNSUPPORTED}; an interrupt is an {@link InterruptedIOException}.
 */
public final class RegistryClient implements AutoCloseable {
  /** The largest blob that {@link #fetchBlob} reads into memory. */
  private static final int MAX_SMALL_BLOB_BYTES = 4 << 20;

  private final HttpTransport transport;
  private final RegistrySession session;
  private final CredentialStore credentials;
  private final RegistriesConf settings;
  private final ImagePolicy policy;
  private final RetryPolicy retryPolicy;
  private final PullLimits limits;
  private final Endpoints endpoints;
  private final Optional<ManifestCache> manifests;
  private final PlainUrls plainUrls;
  private final TagList.Reader tagReader;
  private final BlobDownload.WrongBytes wrongBytes = new BlobDownload.WrongBytes();

  private RegistryClient(
      HttpTransport transport,
      RegistrySession session,
      CredentialStore credentials,
      RegistriesConf settings,
      ImagePolicy policy,
      RetryPolicy retryPolicy,
      PullLimits limits,
      RegistryListener listener,
      Optional<ManifestCache> manifests) {
    this.transport = transport;
    this.session = session;
    this.credentials = credentials;
    this.settings = settings;
    this.policy = policy;
    this.retryPolicy = retryPolicy;
    this.limits = limits;
    this.endpoints =
        new Endpoints(settings, retryPolicy, limits, new InsecureHosts(transport), listener);
    this.manifests = manifests;
    this.plainUrls = new PlainUrls(transport, retryPolicy);
    this.tagReader = new TagList.Reader(session, endpoints);
  }

  /**
   * Reads the configuration; asks no registry yet.
   *
   * @throws FailureException if {@code registries.conf} is unusable
   */
  public static RegistryClient open(RegistryOptions options) throws IOException {
    RegistriesConf settings = RegistriesConf.load(options.environment(), options.home());
    ConfigurationFiles files = new ConfigurationFiles(options.environment(), options.home());
    CredentialStore credentials = new CredentialStore(files.credentials(), options.environment());
    HttpTransport transport =
        new HttpTransport(
            options.environment(), options.home(), options.answerTimeout(), options.stallTimeout());
    PullLimits limits = new PullLimits(options.limits(), options.listener());
    RegistrySession session =
        new RegistrySession(transport, new Authorizer(transport, credentials), limits);
    return new RegistryClient(
        transport,
        session,
        credentials,
        settings,
        new ImagePolicy(files.policy()),
        options.retryPolicy(),
        limits,
        options.listener(),
        options.manifestCache().flatMap(folder -> ManifestCache.open(folder, options.listener())));
  }

  /**
   * A client that makes a single attempt for each request and waits for no registry. It shares the
   * connections, authorizations and files of this client, and is closed with it. The pause that a
   * registry announces to it holds for this client too.
   */
  public RegistryClient withoutPatience() {
    PullLimits hasty = limits.withoutPatience();
    return new RegistryClient(
        transport,
        session.with(hasty),
        credentials,
        settings,
        policy,
        RetryPolicy.NONE,
        hasty,
        RegistryListener.NONE,
        manifests);
  }

  /**
   * Fetches the manifest or index that {@code reference} names now.
   *
   * @throws FailureException also of kind {@link FailureKind#UNSUPPORTED} if the registry is
   *     blocked or {@code policy.json} does not accept the image
   */
  public ResolvedManifest resolve(Reference reference) throws IOException {
    policy.check(reference);
    if (manifests.isEmpty() || reference.digest().isPresent()) {
      return manifest(reference.asAsked(), reference);
    }
    Optional<ResolvedManifest> known =
        manifests.get().find(reference.repository(), reference.manifestName());
    if (known.isPresent() && stillLeadsTo(known.get(), reference)) {
      return known.get();
    }
    ResolvedManifest found = manifest(reference.asAsked(), reference);
    manifests.get().keep(found, reference.manifestName());
    return found;
  }

  /**
   * Whether {@code reference} still names {@code known}. A HEAD request does not count as a pull.
   * If it fails, a later GET succeeds or tells the reason.
   */
  private boolean stillLeadsTo(ResolvedManifest known, Reference reference) throws IOException {
    try {
      return endpoints.ask(
          reference,
          endpoint -> {
            URI uri = endpoint.manifest(reference.manifestName());
            try (HttpAnswer answer =
                session.send(
                    reference.asAsked(), endpoint, "HEAD", uri, ManifestAnswer.REQUEST_HEADERS)) {
              return answer
                  .header("Docker-Content-Digest")
                  .filter(known.digest().toString()::equals)
                  .isPresent();
            } catch (AttemptFailedException e) {
              throw e.once();
            }
          });
    } catch (FailureException e) {
      return false;
    }
  }

  /**
   * Lists what tags a repository has, as the registry itself says; mirrors are not asked.
   *
   * @throws FailureException also of kind {@link FailureKind#MALFORMED} for a list without an end
   */
  public TagList tags(Repository repository) throws IOException {
    return tagReader.tags(repository);
  }

  /**
   * Finds out what {@code reference} means now, by HEAD, which counts as no pull; where that does
   * not tell, the document is fetched.
   */
  public Digest digestOf(Reference reference) throws IOException {
    return endpoints.ask(
        reference,
        endpoint -> {
          Optional<Digest> told = tagReader.digestByHead(reference, endpoint);
          return told.isPresent()
              ? told.get()
              : manifest(reference.asAsked(), reference, endpoint).digest();
        });
  }

  /**
   * Fetches a document of at most 4 MiB that is no registry's, as a list that a web site keeps. No
   * credentials are sent.
   */
  public byte[] document(URI url) throws IOException {
    return plainUrls.document(url);
  }

  /**
   * Fetches the manifest or index that {@code descriptor} points to. Only the digest is checked,
   * because {@code docker manifest create} before 18.09 wrote wrong sizes.
   */
  public ResolvedManifest fetchManifest(Repository repository, Descriptor descriptor)
      throws IOException {
    Digest digest = descriptor.digest();
    Optional<ResolvedManifest> known = manifests.flatMap(m -> m.find(repository, digest));
    ResolvedManifest manifest =
        known.isPresent()
            ? known.get()
            : manifest(repository + "@" + digest, Reference.of(repository, digest));
    manifests.filter(_ -> known.isEmpty()).ifPresent(cache -> cache.keep(manifest));
    return manifest;
  }

  /**
   * Streams a blob. If the connection breaks, another one continues at the same byte. The content
   * is <em>not</em> checked against the digest.
   *
   * @param fromByte number of bytes to leave out at the start, at most the size of the blob
   */
  public InputStream openBlob(Repository repository, Descriptor descriptor, long fromByte)
      throws IOException {
    if (fromByte < 0 || fromByte > descriptor.size()) {
      throw new IllegalArgumentException(
          "byte " + fromByte + " of a blob of " + descriptor.size() + " bytes");
    }
    if (fromByte == descriptor.size()) {
      return InputStream.nullInputStream();
    }
    return new BlobDownload(session, endpoints, wrongBytes, repository, descriptor)
        .open(fromByte, retryPolicy);
  }

  /** Fetches a document of at most 4 MiB, such as a config, and checks it. */
  public byte[] fetchBlob(Repository repository, Descriptor descriptor) throws IOException {
    String subject = repository + "@" + descriptor.digest();
    if (descriptor.size() > MAX_SMALL_BLOB_BYTES) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          subject,
          "is announced with "
              + descriptor.size()
              + " bytes; configs may have "
              + MAX_SMALL_BLOB_BYTES
              + " (4 MiB)",
          "use an image with a smaller one: long histories and labels are what makes them large");
    }
    Digest digest = descriptor.digest();
    Optional<byte[]> known = manifests.flatMap(cache -> cache.findConfig(digest));
    if (known.isPresent() && known.get().length == descriptor.size()) {
      return known.get();
    }
    byte[] bytes = readBlob(repository, descriptor, subject);
    manifests.ifPresent(cache -> cache.keepConfig(digest, bytes));
    return bytes;
  }

  private byte[] readBlob(Repository repository, Descriptor descriptor, String subject)
      throws IOException {
    while (true) {
      try (InputStream in =
          new VerifyingInputStream(openBlob(repository, descriptor, 0), descriptor, subject)) {
        return in.readAllBytes();
      } catch (FailureException e) {
        if (!(e.getCause() instanceof SourceChangedException)) {
          throw e;
        }
      }
    }
  }

  /**
   * Checks that a blob exists, without fetching it.
   *
   * @throws FailureException of kind {@link FailureKind#GONE} if it does not exist, {@link
   *     FailureKind#MALFORMED} if it has another size
   */
  public void headBlob(Repository repository, Descriptor descriptor) throws IOException {
    String subject = repository + "@" + descriptor.digest();
    endpoints.ask(
        subject,
        repository,
        endpoint -> {
          URI uri = endpoint.blob(descriptor.digest().toString());
          new BlobProbe(descriptor.size())
              .run(
                  (method, headers) -> session.send(subject, endpoint, method, uri, headers),
                  (answer, length) ->
                      new BlobAnswer(subject, answer, descriptor).checkWhole(length));
          return null;
        });
  }

  /**
   * Checks that a recorded URL serves a blob, without fetching it. A URL of a registry is asked
   * like {@link #headBlob}, with credentials and through mirrors; other URLs are asked directly.
   *
   * @throws FailureException as {@link #headBlob}; of kind {@link FailureKind#MALFORMED} also if
   *     the URL of a registry names another digest
   */
  public void headUrl(URI url, Descriptor descriptor) throws IOException {
    Optional<BlobUrl.Target> target = target(url, descriptor);
    if (target.isPresent()) {
      headBlob(target.get().repository(), descriptor);
    } else {
      plainUrls.head(url, descriptor);
    }
  }

  /** Streams a blob from a recorded URL. Like {@link #openBlob}, this does not check the digest. */
  public InputStream openUrl(URI url, Descriptor descriptor) throws IOException {
    Optional<BlobUrl.Target> target = target(url, descriptor);
    return target.isPresent()
        ? openBlob(target.get().repository(), descriptor, 0)
        : plainUrls.open(url, descriptor);
  }

  private static Optional<BlobUrl.Target> target(URI url, Descriptor descriptor)
      throws FailureException {
    Optional<BlobUrl.Target> target = BlobUrl.parse(url);
    if (target.isPresent() && !target.get().digest().equals(descriptor.digest())) {
      throw new FailureException(
          FailureKind.MALFORMED,
          BlobUrl.shown(url),
          "is the address of another blob than " + descriptor.digest(),
          "record the address of the right one");
    }
    return target;
  }

  /** Whether mirrors are asked before the registry itself. */
  public boolean hasMirrors(Repository repository) throws FailureException {
    return settings.endpoints(repository, repository.toString(), true).size() > 1;
  }

  /**
   * Checks that a registry or one of its mirrors answers like a registry.
   *
   * @return the host that answered
   * @throws FailureException of kind {@link FailureKind#NETWORK} if no host answers, {@link
   *     FailureKind#MALFORMED} if the answer is not that of a registry
   * @see <a
   *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#determining-support">OCI
   *     distribution specification, Determining Support</a>
   */
  public String reach(Repository repository) throws IOException {
    return endpoints.ask(
        repository.toString(),
        repository,
        endpoint -> {
          String host = endpoint.repository().apiHost();
          try (HttpAnswer answer =
              transport.at(endpoint).send("GET", endpoint.root(), Map.of(), Optional.empty())) {
            if (answer.status() >= 500 || answer.status() == 429) {
              throw Failures.of(
                  host, endpoint, answer, () -> credentials.find(endpoint.repository()));
            }
            new RootAnswer(host, answer).check();
            return host;
          } catch (InterruptedIOException e) {
            throw e;
          } catch (IOException e) {
            throw ConnectionFailures.of(host, endpoint, e);
          }
        });
  }

  /** Whether credentials for a repository are stored, and which of them cannot be read. */
  public StoredCredentials storedCredentials(Repository repository) {
    CredentialStore.Found found = credentials.find(repository);
    return new StoredCredentials(found.credential().isPresent(), found.trouble());
  }

  /** The blobs of a repository, streamed by {@link #openBlob}. */
  public BlobSource blobs(Repository repository) {
    return new BlobSource() {
      @Override
      public InputStream open(Descriptor descriptor) throws IOException {
        return openBlob(repository, descriptor, 0);
      }

      @Override
      public InputStream open(Descriptor descriptor, long fromByte) throws IOException {
        return openBlob(repository, descriptor, fromByte);
      }
    };
  }

  /** The canonical URL of a blob, never of a mirror or a redirect. */
  public URI blobUrl(Repository repository, Digest digest) {
    return BlobUrl.of(repository, digest, endpoints.security(repository).scheme());
  }

  /** Cancels all running requests. */
  @Override
  public void close() {
    transport.close();
  }

  private ResolvedManifest manifest(String subject, Reference reference) throws IOException {
    return endpoints.ask(reference, endpoint -> manifest(subject, reference, endpoint));
  }

  private ResolvedManifest manifest(String subject, Reference reference, Endpoint endpoint)
      throws AttemptFailedException, IOException {
    URI uri = endpoint.manifest(reference.manifestName());
    try (HttpAnswer answer =
        session.send(subject, endpoint, "GET", uri, ManifestAnswer.REQUEST_HEADERS)) {
      return new ManifestAnswer(subject, endpoint, answer)
          .read(reference.repository(), reference.digest());
    } catch (IOException e) {
      throw ConnectionFailures.cutShort(subject, endpoint.repository().apiHost(), e);
    }
  }
}
