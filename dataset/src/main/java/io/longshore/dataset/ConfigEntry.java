package io.longshore.dataset;

import java.util.Optional;

/**
 * A variable of a git configuration file and the position of its bytes.
 *
 * @param key in lower case
 * @param value empty for a variable without {@code =}
 * @param keyEnd offset after the key
 * @param valueStart offset of the first byte of the value as written, quotes included; for an empty
 *     value, the offset after {@code =}
 * @param valueEnd offset after its last byte; white space and a comment may follow
 * @param end offset behind the line end
 */
record ConfigEntry(
    String key, Optional<String> value, int keyEnd, int valueStart, int valueEnd, int end) {}
