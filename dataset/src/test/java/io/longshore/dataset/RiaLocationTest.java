package io.longshore.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RiaLocationTest {
  private static final DatasetId OTHER = new DatasetId("1f2e3d4c-0000-4000-8000-123456789abc");

  private static Optional<String> beside(String url) {
    return RiaLocation.of(url).map(ria -> ria.of(OTHER));
  }

  @Test
  void datasetsOfAStoreLieUnderTheirIds() {
    String there = "/1f2/e3d4c-0000-4000-8000-123456789abc";
    assertEquals(
        Optional.of("/srv/store" + there),
        beside("/srv/store/b02/e63c2-62c1-11e9-82b0-525400000000"));
    assertEquals(
        Optional.of("ssh://host/store" + there),
        beside("ssh://host/store/b02/e63c2-62c1-11e9-82b0-525400000000/"));
    assertEquals(Optional.of("/srv/store" + there), beside("/srv/store/alias/containers"));
    assertEquals(Optional.empty(), beside("/srv/containers"));
  }
}
