package io.longshore.acceptance.collection;

import java.util.List;

/** One registration of the real collection, a row of {@code registrations.tsv}. */
public record RegistrationFact(String name, String image, String commandFormat) {

  public static List<RegistrationFact> all() {
    return Table.rows("registrations.tsv").stream()
        .map(row -> new RegistrationFact(row.get(0), row.get(1), row.get(2)))
        .toList();
  }

  /** The section of {@code .datalad/config}, as datalad-container writes it. */
  public String text() {
    return "[datalad \"containers."
        + name
        + "\"]\n\timage = "
        + image
        + "\n\tcmdexec = "
        + commandFormat
        + "\n";
  }
}
