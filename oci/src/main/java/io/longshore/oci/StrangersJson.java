package io.longshore.oci;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON that somebody else wrote. Of a document of a few bytes a token, as {@code
 * [{},{},...]}, a tree takes many times the size: no more than {@value #MAX_TOKENS} tokens are
 * read. An index takes 15 of them for each of its manifests.
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
