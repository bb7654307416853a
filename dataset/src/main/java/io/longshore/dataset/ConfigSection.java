package io.longshore.dataset;

import java.util.List;

/**
 * A section of a git configuration file and the position of its bytes.
 *
 * @param name section and subsection as git joins them, {@code datalad.containers.x} for {@code
 *     [datalad "containers.x"]}
 * @param start offset of the opening bracket
 * @param headerEnd offset after the closing bracket
 */
record ConfigSection(String name, int start, int headerEnd, List<ConfigEntry> entries) {
  ConfigSection {
    entries = List.copyOf(entries);
  }
}
