package io.longshore.acceptance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each package is one room: small, documented, and with no door to its neighbours' work. */
class RoomsTest {
  private static final int MOST_FILES = 30;

  private static final List<String> INTO_OTHER_MODULES =
      List.of(
          "fuzz/src/main/java/io/longshore/oci/registry",
          "fuzz/src/main/java/io/longshore/dataset",
          "fuzz/src/main/java/io/longshore/dataset/annex");
  private static final String COLLECTION = "io.longshore.collection";
  private static final List<String> VERBS =
      List.of(
          "add",
          "follow",
          "freeze",
          "leftovers",
          "log",
          "migrate",
          "rollback",
          "setup",
          "status",
          "test",
          "update",
          "verify");

  /** What status shows beside layouts: the failures and the origins that migrate left. */
  private static final Set<String> READS_WHAT_ANOTHER_LEFT = Set.of("status -> migrate");

  /** Classes of the engine that one verb uses so far; each has a reason to stay below the verbs. */
  private static final Set<String> SERVE_ONE_VERB =
      // Images that no registry serves; update will read them too.
      Set.of("stage.LocalImageSource serves [add]");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.longshore");

  @Test
  void noVerbUsesAnother() {
    Set<String> doors = new TreeSet<>();
    for (JavaClass type : CLASSES.that(resideInAPackage(COLLECTION + ".."))) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String from = verb(type);
        String to = verb(dependency.getTargetClass());
        if (!from.isEmpty() && !to.isEmpty() && !from.equals(to)) {
          doors.add(from + " -> " + to);
        }
      }
    }
    assertEquals(READS_WHAT_ANOTHER_LEFT, doors);
  }

  @Test
  void theEngineServesSeveralVerbs() {
    Map<String, Set<String>> users = new TreeMap<>();
    for (String verb : VERBS) {
      for (String type : reachedFrom(verb)) {
        users.computeIfAbsent(type, _ -> new TreeSet<>()).add(verb);
      }
    }
    Set<String> serveOne =
        users.entrySet().stream()
            .filter(entry -> entry.getValue().size() < 2)
            .map(entry -> entry.getKey() + " serves " + entry.getValue())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(SERVE_ONE_VERB), serveOne);
  }

  @Test
  void noClassOfTheCommandLineStandsInACycle() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith("io.longshore.cli")
                    ? SliceIdentifier.of(outermost(type))
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "classes of cli";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void eachPackageIsSmallAndSaysWhatItIsFor() throws IOException {
    List<String> odd = new ArrayList<>();
    Map<Path, Long> rooms = new TreeMap<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path sources : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            files
                .filter(file -> file.toString().endsWith(".java"))
                .forEach(file -> rooms.merge(file.getParent(), 1L, Long::sum));
          }
        }
      }
    }
    rooms.forEach(
        (room, files) -> {
          if (files > MOST_FILES && !room.endsWith("io/longshore/squashfs")) {
            odd.add(room + " has " + files + " files");
          }
          // The fuzzer's ways into packages of other modules, which have the documentation.
          if (!Files.exists(room.resolve("package-info.java"))
              && INTO_OTHER_MODULES.stream().noneMatch(room::endsWith)) {
            odd.add(room + " lacks package-info.java");
          }
        });
    assertEquals(List.of(), odd);
  }

  /** The classes of the engine that the classes of a verb lead to. */
  private static Set<String> reachedFrom(String verb) {
    Set<String> reached = new TreeSet<>();
    Set<JavaClass> seen = new HashSet<>();
    Deque<JavaClass> ahead = new ArrayDeque<>();
    CLASSES.stream().filter(type -> verb(type).equals(verb)).forEach(ahead::add);
    while (!ahead.isEmpty()) {
      JavaClass type = ahead.remove();
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(COLLECTION)
            && verb(target).isEmpty()
            && seen.add(target)) {
          reached.add(outermost(target).substring(COLLECTION.length() + 1));
          ahead.add(target);
        }
      }
    }
    return reached;
  }

  private static String verb(JavaClass type) {
    return VERBS.stream()
        .filter(
            verb -> {
              String room = COLLECTION + "." + verb;
              return type.getPackageName().equals(room)
                  || type.getPackageName().startsWith(room + ".");
            })
        .findAny()
        .orElse("");
  }

  private static String outermost(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
