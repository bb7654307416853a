package io.longshore.image.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {
  private static SequencedMap<String, String> variable(String name, String value) {
    SequencedMap<String, String> environment = new LinkedHashMap<>();
    environment.put(name, value);
    return environment;
  }

  @Test
  void holdsWhatIsAddedToTheImage() {
    SequencedMap<String, String> environment = variable("LC_ALL", "C.UTF-8");
    environment.put("QUOTE", "it's $HOME");
    assertEquals(
        """
        Bootstrap: docker
        From: bids/validator:1.2.3

        %post
            mkdir -p '/data'
            mkdir -p '/with space'
            chmod -R a+rX '/opt'

        %environment
            export LC_ALL='C.UTF-8'
            export QUOTE='it'"'"'s $HOME'
        """,
        new Definition(
                "docker",
                "bids/validator:1.2.3",
                environment,
                List.of("/data", "/with space"),
                List.of("/opt"))
            .text());
  }

  @Test
  void hasNoEmptySections() {
    assertEquals("Bootstrap: oci\nFrom: a\n", Definition.of("oci", "a").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\n%post\nrm -rf /", "a\tb", "a\u0001"})
  void aReferenceThatWouldBreakTheFileIsRejected(String from) {
    assertThrows(IllegalArgumentException.class, () -> Definition.of("docker", from));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Docker", "docker\n", "a b"})
  void aBootstrapThatWouldBreakTheFileIsRejected(String bootstrap) {
    assertThrows(IllegalArgumentException.class, () -> Definition.of(bootstrap, "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative", "/a\n%post"})
  void aPathThatWouldBreakTheFileIsRejected(String path) {
    SequencedMap<String, String> none = new LinkedHashMap<>();
    assertThrows(
        IllegalArgumentException.class,
        () -> new Definition("docker", "a", none, List.of(path), List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Definition("docker", "a", none, List.of(), List.of(path)));
  }

  @Test
  void aVariableThatWouldBreakTheFileIsRejected() {
    for (SequencedMap<String, String> environment :
        List.of(
            variable("", "x"),
            variable("a b", "x"),
            variable("1", "x"),
            variable("X;id", "x"),
            variable("X", "a\n%post"),
            variable("X", "a\rb"),
            variable("X", "a\0b"))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Definition("docker", "a", environment, List.of(), List.of()));
    }
  }
}
