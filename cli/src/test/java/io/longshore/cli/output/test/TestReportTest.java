package io.longshore.cli.output.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.cli.output.JUnitDocument.Case;
import io.longshore.cli.output.Messages;
import io.longshore.image.soundness.Flaw;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestReportTest {
  private static final String IMAGE = "images/x.sif";
  private static final Path ROOT = Path.of("/data/set");

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private TestReport report(Path currentFolder) {
    PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
    return new TestReport(new Messages(stream, stream, false, false), false, currentFolder);
  }

  @Test
  void anImageOfWhichOnlyTheLayoutIsHereIsNotTested() {
    TestReport report = report(ROOT);
    report.ofLayout(IMAGE, Flaw.nothingToRun("images-oci/x.oci"));
    report.absent(ROOT, List.of(IMAGE));
    report.finish();

    assertEquals(
        """
        doubtful images/x.sif
          warning: images-oci/x.oci names nothing to run: the image has neither an entrypoint nor \
        a command (nothing_to_run)
        note: images/x.sif is not here and not tested
          next: git annex get -- images/x.sif
        0 images tested, 1 doubtful
        """,
        output.toString(StandardCharsets.UTF_8));
    assertEquals(
        List.of(new Case.Skipped(IMAGE, "its content is not here")),
        report.junit().suites().getFirst().cases());
  }

  @Test
  void whoStandsElsewhereIsToldWhereTheContentBelongs() {
    TestReport report = report(Path.of("/home"));
    report.absent(ROOT, List.of(IMAGE));
    report.absent(ROOT, List.of("images/1", "images/2", "images/3", "images/4"));

    assertEquals(
        """
        note: images/x.sif is not here and not tested
          next: git -C /data/set annex get -- images/x.sif
        note: 4 images are not here and not tested
          next: git -C /data/set annex get -- images, for those that another clone has
        """,
        output.toString(StandardCharsets.UTF_8));
  }
}
