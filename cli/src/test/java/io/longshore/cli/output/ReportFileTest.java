package io.longshore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFileTest {
  @TempDir Path folder;

  @Test
  void getsItsNameWhenItIsWhole() throws IOException {
    Path target = folder.resolve("report.xml");
    Files.writeString(target, "the last one");
    try (ReportFile file = ReportFile.open(target)) {
      assertEquals("the last one", Files.readString(target));
      file.write(writer -> writer.write("this one"));
    }
    assertEquals("this one", Files.readString(target));
    assertEquals(List.of("report.xml"), names());
  }

  @Test
  void aNameMayBeAsLongAsCanBe() throws IOException {
    Path target = folder.resolve("r".repeat(255));
    try (ReportFile file = ReportFile.open(target)) {
      file.write(writer -> writer.write("whole"));
    }
    assertEquals("whole", Files.readString(target));
    Path longer = folder.resolve("r".repeat(256));
    FailureException failure =
        assertThrows(FailureException.class, () -> ReportFile.open(longer).close());
    assertEquals(longer.toString(), failure.subject());
  }

  @Test
  void leavesNothingBehindWhenTheWorkFails() throws IOException {
    Path target = folder.resolve("report.xml");
    ReportFile.open(target).close();
    assertEquals(List.of(), names());
  }

  @Test
  void keepsASymbolicLinkPointingWhereItDid() throws IOException {
    Path real = folder.resolve("real.xml");
    Files.writeString(real, "");
    Path link = Files.createSymbolicLink(folder.resolve("link.xml"), real);
    try (ReportFile file = ReportFile.open(link)) {
      file.write(writer -> writer.write("through the link"));
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("through the link", Files.readString(real));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/proc", "/proc/report.xml", "/absent/folder/report.xml"})
  void refusesAtOnceWhatCannotBeWritten(String path) {
    FailureException failure =
        assertThrows(FailureException.class, () -> ReportFile.open(Path.of(path)));
    assertEquals(path, failure.subject());
    assertFalse(failure.nextStep().isEmpty());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
