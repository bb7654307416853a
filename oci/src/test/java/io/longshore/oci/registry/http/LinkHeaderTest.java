package io.longshore.oci.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHeaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "</x?n=1>; rel=\"next\"",
        "</x?n=1>;rel=next",
        "</x?n=1> ; title=\"a; b, <c>\" ; REL = \"last Next\"",
        "</first>; rel=prev, </x?n=1>; rel=next, </y>; rel=next",
        "</first>, </x?n=1>; rel=next",
      })
  void theNextPageIsFound(String header) {
    assertEquals(Optional.of("/x?n=1"), LinkHeader.next(header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "</x>",
        "</x>; rel=nextish",
        "</x>; rev=next",
        "</x>; title=\"; rel=next\"",
        "/x; rel=next",
        "</x; rel=next"
      })
  void otherLinksAreNone(String header) {
    assertEquals(Optional.empty(), LinkHeader.next(header));
  }

  /** What looks at a character twice for each one before it would not come to an end. */
  @ParameterizedTest
  @ValueSource(strings = {"<", "<>;", "<>;rel=\"", "next ", "; ", "<a,"})
  void aLongHeaderIsReadInOnePass(String part) {
    assertEquals(Optional.empty(), LinkHeader.next(part.repeat(1_000_000)));
    assertEquals(Optional.empty(), LinkHeader.next("<>; title=\"" + part.repeat(1_000_000)));
  }
}
