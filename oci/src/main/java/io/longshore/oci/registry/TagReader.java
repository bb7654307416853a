package io.longshore.oci.registry;

import io.longshore.ground.Digest;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.http.HttpAnswer;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Asks which tags there are and what they mean, without what counts as a pull. */
record TagReader(RegistrySession session, Endpoints endpoints) {

  TagList tags(Repository repository) throws IOException {
    return TagList.read(
        repository.toString(),
        page -> endpoints.askRegistry(repository, endpoint -> page(repository, endpoint, page)));
  }

  private TagList.Page page(Repository repository, Endpoint endpoint, Optional<URI> page)
      throws AttemptFailedException, IOException {
    String subject = repository.toString();
    URI uri = page.orElse(endpoint.tags(TagList.PAGE_SIZE));
    try (HttpAnswer answer = session.send(subject, endpoint, "GET", uri, TagList.REQUEST_HEADERS)) {
      return TagList.page(subject, uri, answer);
    } catch (IOException e) {
      throw Failures.cutShort(subject, endpoint.repository().apiHost(), e);
    }
  }

  /** Empty where the registry refuses such a question, or does not answer it. */
  Optional<Digest> digestByHead(Reference reference, Endpoint endpoint)
      throws AttemptFailedException, IOException {
    String subject = reference.asAsked();
    URI uri = endpoint.manifest(reference.manifestName());
    try (HttpAnswer answer =
        session.send(subject, endpoint, "HEAD", uri, ManifestAnswer.REQUEST_HEADERS)) {
      return new ManifestAnswer(subject, endpoint, answer).announcedDigest();
    } catch (AttemptFailedException e) {
      if (!e.answered() || e.isRateLimit()) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
