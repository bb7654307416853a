package io.longshore.oci.registry.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Security;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  private static final Endpoint ENDPOINT =
      new Endpoint(Security.TLS, new Repository("quay.io", "a/b"), false);

  private static Challenge bearer(String... namesAndValues) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Challenge("bearer", parameters);
  }

  @Test
  void parametersStandInAnyOrderAndMayHoldCommasAndQuotes() {
    assertEquals(
        List.of(
            bearer(
                "scope",
                "repository:a/b:pull,push",
                "service",
                "a \"b\", c",
                "realm",
                "https://t/x")),
        Challenge.parse(
            List.of(
                "BEARER scope=\"repository:a/b:pull,push\" ,  Service=\"a \\\"b\\\", c\","
                    + "realm=\"https://t/x\"")));
  }

  @Test
  void severalChallengesStandInOneHeaderOrInSeveral() {
    Challenge basic = new Challenge("basic", Map.of("realm", "r, Bearer x=y"));
    Challenge bearer = bearer("realm", "https://t");
    assertEquals(
        List.of(basic, bearer),
        Challenge.parse(List.of("Basic realm=\"r, Bearer x=y\", Bearer realm=\"https://t\"")));
    assertEquals(
        List.of(basic, bearer),
        Challenge.parse(List.of("Basic realm=\"r, Bearer x=y\"", "Bearer realm=\"https://t\"")));
  }

  @Test
  void whatBreaksTheGrammarEndsTheReading() {
    assertEquals(List.of(), Challenge.parse(List.of("", "=", "\"x\"")));
    assertEquals(List.of(bearer("a", "b")), Challenge.parse(List.of("Bearer a=b, \"")));
  }

  @Test
  void aHeaderMayBeLong() {
    String text = "x".repeat(200_000);
    assertEquals(
        List.of(bearer("realm", text)), Challenge.parse(List.of("Bearer realm=\"" + text + "\"")));
    assertEquals(
        List.of(bearer("realm", text)),
        Challenge.parse(List.of("Bearer realm=\"" + "\\x".repeat(200_000) + "\"")));
    assertEquals(
        List.of(bearer("a", "b", "c", "d")),
        Challenge.parse(List.of("Bearer " + "a=b,".repeat(100_000) + "c=\"d\"")));
  }

  @Property
  void anyHeaderIsReadToAnEnd(@ForAll String header) {
    Challenge.parse(List.of(header));
  }

  @Test
  void aMissingScopeMeansReadingTheRepository() {
    TokenRequest request =
        TokenRequest.of(bearer("realm", "https://t/x?a=1"), ENDPOINT).orElseThrow();
    assertEquals(URI.create("https://t/x?a=1&scope=repository%3Aa%2Fb%3Apull"), request.uri());
  }

  @Test
  void severalScopesAreAskedForOneByOne() {
    TokenRequest request =
        TokenRequest.of(
                bearer("realm", "https://t/x", "service", "s p", "scope", "a:b:c d:e:f"), ENDPOINT)
            .orElseThrow();
    assertEquals(
        URI.create("https://t/x?service=s+p&scope=a%3Ab%3Ac&scope=d%3Ae%3Af"), request.uri());
  }

  @Test
  void aRealmThatIsNoAddressIsNoTokenServer() {
    for (String realm :
        List.of("", "file:///etc/passwd", "t/x", "https://", "::", "https://t.\u00edo'token/")) {
      assertEquals(Optional.empty(), TokenRequest.of(bearer("realm", realm), ENDPOINT));
    }
  }

  @Test
  void passwordsDoNotGoToAPlainTokenServerOfASecureRegistry() {
    TokenRequest plain = TokenRequest.of(bearer("realm", "http://t"), ENDPOINT).orElseThrow();
    assertEquals(false, plain.mayCarryCredentials(ENDPOINT));
    assertEquals(
        true, plain.mayCarryCredentials(new Endpoint(Security.NONE, ENDPOINT.repository(), false)));
  }
}
