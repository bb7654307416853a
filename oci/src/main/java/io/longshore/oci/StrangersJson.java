package io.longshore.oci;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON that somebody else wrote. A document of a few bytes a token, as {@code [{},{},...]},
 * takes some thirty times its size as a tree: no more than {@value #MAX_TOKENS} tokens are read,
 * over ten times what the largest index of a public registry has.
 */
public final class StrangersJson {
  static final int MAX_TOKENS = 250_000;

  private StrangersJson() {}

  public static JsonMapper.Builder mapper() {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build());
  }
}
