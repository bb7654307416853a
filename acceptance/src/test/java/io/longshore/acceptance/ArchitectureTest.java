package io.longshore.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Arrows run one way; ARCHITECTURE.md draws them. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.longshore");

  @Test
  void modulesUseOnlyThoseBelowThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("squashfs")
        .definedBy("io.longshore.squashfs..")
        .layer("sif")
        .definedBy("io.longshore.sif..")
        .layer("oci")
        .definedBy("io.longshore.oci..")
        .layer("image")
        .definedBy("io.longshore.image..")
        .layer("dataset")
        .definedBy("io.longshore.dataset..")
        .layer("migrate")
        .definedBy("io.longshore.migrate..")
        .layer("loopback")
        .definedBy("io.longshore.loopback..")
        .layer("cli")
        .definedBy("io.longshore.cli..")
        .layer("benchmark")
        .definedBy("io.longshore.benchmark..")
        .whereLayer("squashfs")
        .mayNotAccessAnyLayer()
        .whereLayer("sif")
        .mayNotAccessAnyLayer()
        .whereLayer("oci")
        .mayNotAccessAnyLayer()
        .whereLayer("image")
        .mayOnlyAccessLayers("squashfs", "sif", "oci")
        .whereLayer("dataset")
        .mayOnlyAccessLayers("oci")
        .whereLayer("migrate")
        .mayOnlyAccessLayers("dataset", "image", "oci")
        .whereLayer("loopback")
        .mayOnlyAccessLayers("oci")
        .whereLayer("cli")
        .mayOnlyAccessLayers("migrate", "dataset", "image", "oci", "loopback", "sif", "squashfs")
        .whereLayer("benchmark")
        .mayOnlyAccessLayers("oci")
        .check(CLASSES);
  }

  /**
   * Their tables put keys of one hash one behind the other, and anybody can make names of one hash:
   * a manifest of 4 MiB with such names would take hours. Those of HashMap sort them.
   */
  @Test
  void unmodifiableHashTablesOfJavaHoldNothingForeign() {
    noClasses()
        .that()
        .resideInAnyPackage("io.longshore.oci..", "io.longshore.image..", "io.longshore.migrate..")
        .should()
        .callMethod(Map.class, "copyOf", Map.class)
        .orShould()
        .callMethod(Set.class, "copyOf", Collection.class)
        .orShould()
        .callMethod(Collectors.class, "toUnmodifiableSet")
        .orShould()
        .callMethod(Collectors.class, "toUnmodifiableMap", Function.class, Function.class)
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.longshore.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
