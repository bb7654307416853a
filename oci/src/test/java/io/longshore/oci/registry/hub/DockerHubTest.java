package io.longshore.oci.registry.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerHubTest {
  private static final String FIRST =
      "https://hub.docker.com/v2/repositories/brainiak?page_size=100&page=1";

  private final List<URI> asked = new ArrayList<>();

  private DockerHub hub(Map<String, String> pages) {
    return new DockerHub(
        DockerHub.ADDRESS,
        url -> {
          asked.add(url);
          return pages.getOrDefault(url.toString(), "[]").getBytes(StandardCharsets.UTF_8);
        });
  }

  @Test
  void allPagesAreReadAndOnlyImagesCount() throws IOException {
    DockerHub hub =
        hub(
            Map.of(
                FIRST,
                """
                {"count": 4, "next": "https://elsewhere.invalid/page", "results": [
                  {"name": "htfa", "namespace": "brainiak", "repository_type": "image"},
                  {"name": "plugin", "repository_type": "plugin"},
                  {"name": "../../escape", "repository_type": null}]}
                """,
                FIRST.replace("page=1", "page=2"),
                "{\"next\": null, \"results\": [{\"name\": \"brainiak\"}]}"));
    assertEquals(
        List.of(
            new Repository("docker.io", "brainiak/brainiak"),
            new Repository("docker.io", "brainiak/htfa")),
        hub.repositories("brainiak"));
    assertTrue(asked.stream().allMatch(url -> url.getHost().equals("hub.docker.com")));
  }

  @Test
  void aListThatGoesOnForEverEnds() {
    DockerHub endless =
        new DockerHub(
            DockerHub.ADDRESS,
            _ -> "{\"next\": \"more\", \"results\": []}".getBytes(StandardCharsets.UTF_8));
    assertMalformed(() -> endless.repositories("brainiak"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "[]", "{}", "{\"results\": {}}", "{\"results\": ["})
  void whatIsNoListIsRefused(String answer) {
    assertMalformed(() -> hub(Map.of(FIRST, answer)).repositories("brainiak"));
  }

  private static void assertMalformed(Executable action) {
    assertEquals(FailureKind.MALFORMED, assertThrows(FailureException.class, action).kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "a?b", "a%2fb", "UPPER"})
  void whatIsNoNamespaceIsNotAskedFor(String namespace) {
    FailureException e =
        assertThrows(FailureException.class, () -> hub(Map.of()).repositories(namespace));
    assertEquals(FailureKind.MISSING, e.kind());
    assertEquals(List.of(), asked);
  }
}
