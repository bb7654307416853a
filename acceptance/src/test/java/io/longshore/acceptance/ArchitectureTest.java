package io.longshore.acceptance;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.google.errorprone.annotations.CompileTimeConstant;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.longshore.dataset.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Arrows run one way; ARCHITECTURE.md draws them. What must be done in one place is done there; see
 * docs/security.md.
 */
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
        .layer("ground")
        .definedBy("io.longshore.ground..")
        .layer("oci")
        .definedBy("io.longshore.oci..")
        .layer("image")
        .definedBy("io.longshore.image..")
        .layer("dataset")
        .definedBy("io.longshore.dataset..")
        .layer("collection")
        .definedBy("io.longshore.collection..")
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
        .whereLayer("ground")
        .mayNotAccessAnyLayer()
        .whereLayer("oci")
        .mayOnlyAccessLayers("ground")
        .whereLayer("image")
        .mayOnlyAccessLayers("ground", "squashfs", "sif", "oci")
        .whereLayer("dataset")
        .mayOnlyAccessLayers("ground")
        .whereLayer("collection")
        .mayOnlyAccessLayers("ground", "dataset", "image", "oci")
        .whereLayer("loopback")
        .mayOnlyAccessLayers("ground", "oci")
        .whereLayer("cli")
        .mayOnlyAccessLayers(
            "ground", "collection", "dataset", "image", "oci", "loopback", "sif", "squashfs")
        .whereLayer("benchmark")
        .mayOnlyAccessLayers("ground", "oci", "loopback")
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
        .resideInAnyPackage(
            "io.longshore.oci..", "io.longshore.image..", "io.longshore.collection..")
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

  /** The program's own modules; the others are developers' tools. */
  private static final DescribedPredicate<JavaClass> PROGRAM =
      resideOutsideOfPackages(
          "io.longshore.benchmark..", "io.longshore.fuzz..", "io.longshore.testing..");

  @Test
  void onePlaceStartsProcesses() {
    noClasses()
        .that(PROGRAM)
        .and()
        .doNotHaveFullyQualifiedName("io.longshore.dataset.process.ChildProcess")
        // Below the module that has the one place; its only argument is a literal.
        .and()
        .doNotHaveFullyQualifiedName("io.longshore.oci.registry.credential.CredentialHelper")
        .should()
        .callConstructorWhere(target(owner(assignableTo(ProcessBuilder.class))))
        .orShould()
        .callMethodWhere(
            target(owner(assignableTo(Runtime.class))).and(target(nameMatching("exec"))))
        .check(CLASSES);
  }

  /** It fails where the table of mounts does not name the file system. */
  @Test
  void noFileSystemIsLookedUpInTheTableOfMounts() {
    noClasses()
        .that(PROGRAM)
        .should()
        .callMethod(Files.class, "getFileStore", Path.class)
        .check(CLASSES);
  }

  @Test
  void onlyLiteralsBecomeWordsAndOptions() {
    methods()
        .that()
        .areDeclaredIn(Command.class)
        .and()
        .areNotPrivate()
        .and(DescribedPredicate.describe("take words", ArchitectureTest::takesWords))
        .should(haveLiteralsAsFirstWords())
        .check(CLASSES);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Command.class.getName())
        .should()
        .callConstructorWhere(target(owner(assignableTo(Command.class))))
        .check(CLASSES);
  }

  private static boolean takesWords(JavaMethod method) {
    return List.of("of", "subcommand", "options", "option").contains(method.getName());
  }

  private static ArchCondition<JavaMethod> haveLiteralsAsFirstWords() {
    return new ArchCondition<>("have their words checked by the compiler") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean checked =
            method.getParameters().stream()
                .anyMatch(parameter -> parameter.isAnnotatedWith(CompileTimeConstant.class));
        events.add(new SimpleConditionEvent(method, checked, method.getFullName()));
      }
    };
  }

  @Test
  void onePlacePrints() {
    noClasses()
        .that(PROGRAM)
        .and()
        .doNotHaveFullyQualifiedName("io.longshore.cli.output.Messages")
        // Stands below it, and passes on bytes.
        .and()
        .doNotHaveFullyQualifiedName("io.longshore.cli.output.StandardOutput")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.longshore.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
