package io.longshore.migrate.verify;

import java.io.IOException;
import java.util.List;

/**
 * One claim about a migrated dataset. What another check has found broken is passed over in silence
 * where nothing could be said about it, so that one fault is one finding.
 */
sealed interface Check
    permits LayoutCheck,
        DocumentCheck,
        LayerCheck,
        LayerUrlCheck,
        SifCheck,
        LeftoverCheck,
        RegistrationCheck,
        LayoutRegistrationCheck,
        SubdatasetCheck,
        CleanCheck {
  /** In the order of reading: from one image outwards. */
  List<Check> ALL =
      List.of(
          new LayoutCheck(),
          new DocumentCheck(),
          new LayerCheck(),
          new LayerUrlCheck(),
          new SifCheck(),
          new LeftoverCheck(),
          new RegistrationCheck(),
          new LayoutRegistrationCheck(),
          new SubdatasetCheck(),
          new CleanCheck());

  String name();

  String claim();

  void run(MigratedDataset dataset, Observations observations) throws IOException;
}
