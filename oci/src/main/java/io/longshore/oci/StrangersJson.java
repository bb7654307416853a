package io.longshore.oci;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON that strangers wrote. The tree of a document with short tokens, such as {@code
 * [{},{},...]}, takes many times the size of the document. So at most {@value #MAX_TOKENS} tokens
 * are read. An index takes 15 tokens for each of its manifests.
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
