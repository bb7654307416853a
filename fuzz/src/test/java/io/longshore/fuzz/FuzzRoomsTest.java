package io.longshore.fuzz;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The other modules are in the classpath of the acceptance tests; this one is not. */
class FuzzRoomsTest {
  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.longshore.(**)")
        .should()
        .beFreeOfCycles()
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.longshore"));
  }
}
