package io.longshore.dataset.annex;

import io.longshore.dataset.process.BatchProcess;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * Records the URL of content, and that the special remote "web" therefore has the content. Safe for
 * several threads. Closing it commits the records to git-annex's branch.
 */
public final class UrlRegistrar implements AutoCloseable {
  private final Path root;
  private final BatchProcess registerUrl;

  /**
   * @param root the root of the repository, for messages
   */
  UrlRegistrar(Path root, BatchProcess registerUrl) {
    this.root = root;
    this.registerUrl = registerUrl;
  }

  /**
   * @param url must not have credentials or a signature, since it is published
   * @throws FailureException of kind TOOL if git-annex refuses the URL
   */
  public void register(AnnexKey key, URI url) throws IOException {
    String answer =
        registerUrl.ask(
            key + " " + url.toASCIIString(), line -> AnnexAnswers.object(line).isPresent());
    JsonNode parsed = AnnexAnswers.object(answer).orElseThrow();
    if (!parsed.path("success").asBoolean(false)) {
      throw refused(key, parsed.path("error-messages").toString());
    }
  }

  private FailureException refused(AnnexKey key, String reason) {
    return new FailureException(
        FailureKind.TOOL,
        key.toString(),
        "git annex registerurl did not take its URL: " + reason,
        NextStep.of("see what git-annex knows of it: git -C {} annex whereis --key {}", root, key));
  }

  @Override
  public void close() throws IOException {
    registerUrl.close();
  }
}
