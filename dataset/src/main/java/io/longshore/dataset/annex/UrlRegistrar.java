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
 * Records that content can be fetched from a URL, and that the web therefore has it. Safe for
 * several threads. Recorded in the annex's branch when closed.
 */
public final class UrlRegistrar implements AutoCloseable {
  private final Path root;
  private final BatchProcess registerUrl;

  /**
   * @param root of the repository, to be named in messages
   */
  UrlRegistrar(Path root, BatchProcess registerUrl) {
    this.root = root;
    this.registerUrl = registerUrl;
  }

  /**
   * @param url never one that holds credentials or a signature: it is published
   * @throws FailureException of kind TOOL if git-annex refuses it
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
