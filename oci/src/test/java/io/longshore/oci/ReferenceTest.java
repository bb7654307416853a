package io.longshore.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final String HEX =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @ParameterizedTest
  @CsvSource({
    "busybox,                          docker.io/library/busybox:latest",
    "busybox:1.36,                     docker.io/library/busybox:1.36",
    "library/busybox,                  docker.io/library/busybox:latest",
    "bids/validator:1.2.3,             docker.io/bids/validator:1.2.3",
    "docker.io/busybox,                docker.io/library/busybox:latest",
    "index.docker.io/bids/aa:v0.2.0,   docker.io/bids/aa:v0.2.0",
    "registry-1.docker.io/busybox,     docker.io/library/busybox:latest",
    "Docker.IO/busybox,                docker.io/library/busybox:latest",
    "ghcr.io/a/b/c:x,                  ghcr.io/a/b/c:x",
    "quay.io/busybox,                  quay.io/busybox:latest",
    "localhost/busybox,                localhost/busybox:latest",
    "localhost:5000/busybox:1,         localhost:5000/busybox:1",
    "myhost/busybox,                   docker.io/myhost/busybox:latest",
    "MyHost/busybox,                   MyHost/busybox:latest",
    "GHCR.io/a,                        ghcr.io/a:latest",
    "[::1]:5000/a/b:c,                 [::1]:5000/a/b:c",
    "127.0.0.1:5000/a__b/c-d.e--f:T_1, 127.0.0.1:5000/a__b/c-d.e--f:T_1",
  })
  void whatIsLeftOutIsFilledIn(String text, String canonical) {
    Reference reference = Reference.parse(text);
    assertEquals(canonical, reference.toString());
    assertEquals(text, reference.asAsked());
    assertEquals(reference, Reference.parse(canonical));
  }

  @Test
  void aDigestNeedsNoTag() {
    Reference reference = Reference.parse("bids/aa@sha256:" + HEX);
    assertEquals(Optional.empty(), reference.tag());
    assertEquals("docker.io/bids/aa@sha256:" + HEX, reference.toString());
    assertEquals(reference, Reference.of(new Repository("docker.io", "bids/aa"), new Digest(HEX)));
  }

  @Test
  void ofTagAndDigestTheDigestDecides() {
    Reference reference = Reference.parse("quay.io:443/bids/aa:1.0@sha256:" + HEX);
    assertEquals("sha256:" + HEX, reference.manifestName());
    assertEquals(Optional.of("1.0"), reference.tag());
    assertEquals("quay.io:443/bids/aa:1.0@sha256:" + HEX, reference.toString());
    assertNotEquals(Reference.parse("quay.io:443/bids/aa:1.0"), reference);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ":tag",
        "a:",
        "a@",
        "a b",
        "busybox ",
        "/busybox",
        "busybox/",
        "a//b",
        "docker://busybox",
        "https://docker.io/busybox",
        "Busybox",
        "bids/Validator:1",
        "bids/_validator",
        "bids/validator_",
        "bids/vali..dator",
        "bids/vali___dator",
        "busybox:.1",
        "busybox:-1",
        "busybox:1:2",
        "quay.io/",
        "-host.io/a",
        "host.io:port/a",
        "host.io:65536/a",
        "a-label-of-more-than-sixty-three-characters-which-no-host-may-have.io/a",
        "host.io:0/a",
        "host.io:0000/a",
        "[::1]:99999/a",
        "busybox@sha256:abc",
        "busybox@sha512:" + HEX + HEX,
        "busybox@sha256:" + HEX + "@sha256:" + HEX,
        HEX,
      })
  void whatDoesNotFollowTheGrammarIsRejected(String text) {
    assertThrows(IllegalArgumentException.class, () -> Reference.parse(text));
  }

  @Test
  void aLoginInAReferenceIsToldWithoutQuotingIt() {
    IllegalArgumentException told =
        assertThrows(
            IllegalArgumentException.class, () -> Reference.parse("ada:secret@quay.io/lab/tool:1"));
    assertTrue(told.getMessage().contains("docker login"), told.getMessage());
    assertTrue(told.getMessage().contains("'quay.io'"), told.getMessage());
    assertFalse(told.getMessage().contains("secret"), told.getMessage());
  }

  @Test
  void tagsHaveAtMost128CharactersAndPaths255() {
    Reference.parse("a:" + "t".repeat(128));
    assertThrows(IllegalArgumentException.class, () -> Reference.parse("a:" + "t".repeat(129)));
    Reference.parse("quay.io/" + "p".repeat(255));
    assertThrows(
        IllegalArgumentException.class, () -> Reference.parse("quay.io/" + "p".repeat(256)));
  }

  @Test
  void theMessageSaysThatNamesAreInLowerCase() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Reference.parse("quay.io/BIDS/validator"));
    assertTrue(e.getMessage().contains("lower case"), e.getMessage());
  }

  @Property
  void theCanonicalFormOfAnyReferenceParsesToItself(@ForAll("references") String text) {
    Reference reference = Reference.parse(text);
    Reference again = Reference.parse(reference.toString());
    assertEquals(reference, again);
    assertEquals(reference.toString(), again.toString());
    assertEquals(text, reference.asAsked());
  }

  @Property
  void anyTextParsesOrIsRejected(@ForAll String text) {
    try {
      Reference.parse(Reference.parse(text).toString());
    } catch (IllegalArgumentException e) {
      assertTrue(!e.getMessage().isEmpty());
    }
  }

  @Provide
  Arbitrary<String> references() {
    Arbitrary<String> registry =
        Arbitraries.of("", "docker.io/", "index.docker.io/", "ghcr.io/", "localhost:5000/");
    Arbitrary<String> word =
        Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(12);
    Arbitrary<String> separator = Arbitraries.of(".", "_", "__", "-", "--", "/");
    Arbitrary<String> path = Combinators.combine(word, separator, word).as((a, s, b) -> a + s + b);
    Arbitrary<String> tag =
        Arbitraries.of("", ":latest", ":1.2.3", ":v1_rc.2", ":A-b").edgeCases(e -> e.none());
    Arbitrary<String> digest = Arbitraries.of("", "@sha256:" + HEX);
    return Combinators.combine(registry, path, tag, digest).as((r, p, t, d) -> r + p + t + d);
  }
}
