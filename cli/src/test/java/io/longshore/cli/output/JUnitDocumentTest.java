package io.longshore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.collection.verify.report.Acknowledged;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.ground.NextStep;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JUnitDocumentTest {
  @TempDir Path folder;

  @Test
  void hasASuiteForEachCheckAndACaseForEachFinding() throws Exception {
    CheckResult passed = new CheckResult("sif", "every SIF is there", 3, List.of(), List.of());
    CheckResult failed =
        new CheckResult(
            "urls",
            "every layer has a URL",
            3,
            List.of(
                new Finding("a & <b>", "has \"no\" URL", NextStep.of("register one")),
                new Finding("c", "odd \u0001 name", NextStep.of("rename it"))),
            List.of());

    Element root = written(new VerificationReport(3, List.of(passed, failed)));

    assertEquals("3", root.getAttribute("tests"));
    assertEquals("2", root.getAttribute("failures"));
    NodeList suites = root.getElementsByTagName("testsuite");
    assertEquals(2, suites.getLength());
    Element first = (Element) suites.item(0);
    assertEquals("every SIF is there", attribute(first, "testcase", 0, "name"));
    assertEquals(0, first.getElementsByTagName("failure").getLength());
    Element second = (Element) suites.item(1);
    assertEquals("longshore.verify.urls", attribute(second, "testcase", 0, "classname"));
    assertEquals("a & <b>", attribute(second, "testcase", 0, "name"));
    assertEquals("has \"no\" URL", attribute(second, "failure", 0, "message"));
    assertEquals("odd \\x01 name", attribute(second, "failure", 1, "message"));
    assertEquals(
        "next: rename it", second.getElementsByTagName("failure").item(1).getTextContent());
  }

  /** Known, so no failure; but nobody looked away. */
  @Test
  void whatIsAcknowledgedIsSkipped() throws Exception {
    Finding known = new Finding("registration old", "points nowhere", NextStep.of("mend it"));
    CheckResult check =
        new CheckResult(
            "registrations",
            "all is there",
            2,
            List.of(),
            List.of(new Acknowledged(known, "never \u001b published")),
            List.of());

    Element root = written(new VerificationReport(1, List.of(check)));

    assertEquals("1", root.getAttribute("tests"));
    assertEquals("0", root.getAttribute("failures"));
    assertEquals("1", root.getAttribute("skipped"));
    assertEquals("registration old", attribute(root, "testcase", 0, "name"));
    assertEquals("never \\x1b published", attribute(root, "skipped", 0, "message"));
  }

  @Test
  void isWellFormedWhereNothingWasChecked() throws Exception {
    Element root = written(new VerificationReport(0, List.of()));

    assertEquals("testsuites", root.getTagName());
    assertEquals("0", root.getAttribute("tests"));
  }

  private Element written(VerificationReport report) throws Exception {
    Path file = folder.resolve("report.xml");
    try (Writer writer = Files.newBufferedWriter(file)) {
      JUnitDocument.write(report, writer);
    }
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }

  private static String attribute(Element parent, String tag, int index, String name) {
    return ((Element) parent.getElementsByTagName(tag).item(index)).getAttribute(name);
  }
}
