package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A check of one claim about a migrated dataset. A check skips files that another check reports as
 * broken, so that one fault gives one finding.
 */
sealed interface Check
    permits LayoutCheck,
        DocumentCheck,
        ProvenanceCheck,
        LayerCheck,
        LayerUrlCheck,
        SifCheck,
        LeftoverCheck,
        RegistrationCheck,
        LayoutRegistrationCheck,
        SubdatasetCheck,
        PreparationCheck,
        SubmoduleUrlCheck,
        CleanCheck,
        BytesCheck,
        UrlCheck,
        SifContentCheck,
        RebuildCheck {

  /** The checks of the claims, in the order of the report: from a single image outwards. */
  static List<Check> claims(RecordedUrls recorded, Proofs proofs) {
    return List.of(
        new LayoutCheck(),
        new DocumentCheck(),
        new ProvenanceCheck(),
        new LayerCheck(),
        new LayerUrlCheck(recorded),
        new SifCheck(),
        new LeftoverCheck(),
        new RegistrationCheck(),
        new LayoutRegistrationCheck(),
        new SubdatasetCheck(),
        new PreparationCheck(),
        new SubmoduleUrlCheck(proofs.asksRemotes()),
        new CleanCheck(),
        new BytesCheck());
  }

  /** The names of all checks, sorted. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    claims(new RecordedUrls(), Proofs.none()).forEach(check -> names.add(check.name()));
    Proofs.names().forEach(names::add);
    return names;
  }

  String name();

  String claim();

  void run(MigratedDataset dataset, Observations observations) throws IOException;
}
