package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import java.io.IOException;
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

  /** Those of what is there, in the order of reading: from one image outwards. */
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

  /** The names of all there are, sorted. */
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
