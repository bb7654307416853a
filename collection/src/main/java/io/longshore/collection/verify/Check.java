package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One claim about a migrated dataset. What another check has found broken is passed over in silence
 * where nothing could be said about it, so that one fault is one finding.
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

  /** In the order of reading: from one image outwards, what takes long last. */
  static List<Check> of(Proofs proofs) {
    RecordedUrls recorded = new RecordedUrls();
    List<Check> checks =
        new ArrayList<>(
            List.of(
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
                new BytesCheck()));
    checks.addAll(proofs.checks(recorded));
    return checks;
  }

  /** The names of all there are, sorted. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    of(Proofs.none()).forEach(check -> names.add(check.name()));
    Proofs.names().forEach(names::add);
    return names;
  }

  String name();

  String claim();

  void run(MigratedDataset dataset, Observations observations) throws IOException;
}
