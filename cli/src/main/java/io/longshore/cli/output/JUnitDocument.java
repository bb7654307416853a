package io.longshore.cli.output;

import io.longshore.collection.verify.report.Acknowledged;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.ground.Printable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a verification as JUnit XML, which continuous integration shows as test results. Each
 * check is a suite. It has a failed case for each finding and a skipped case for each acknowledged
 * finding, or one passed case. Control characters are replaced, because XML 1.0 cannot express most
 * of them, not even escaped.
 *
 * @see <a href="https://github.com/testmoapp/junitxml">the format as tools read it</a>
 */
public final class JUnitDocument {
  private final XMLStreamWriter xml;

  private JUnitDocument(XMLStreamWriter xml) {
    this.xml = xml;
  }

  public static void write(VerificationReport report, Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JUnitDocument(xml).write(report);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write JUnit XML: " + e.getMessage(), e);
    }
  }

  private void write(VerificationReport report) throws XMLStreamException {
    xml.writeStartDocument();
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    attribute("name", "longshore verify");
    attribute("tests", report.checks().stream().mapToInt(JUnitDocument::cases).sum());
    attribute("failures", report.findings());
    attribute("skipped", report.acknowledged());
    for (CheckResult check : report.checks()) {
      suite(check);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static int cases(CheckResult check) {
    return Math.max(1, check.findings().size() + check.acknowledged().size());
  }

  private void suite(CheckResult check) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    attribute("name", check.name());
    attribute("tests", cases(check));
    attribute("failures", check.findings().size());
    attribute("skipped", check.acknowledged().size());
    if (check.findings().isEmpty() && check.acknowledged().isEmpty()) {
      testCase(check, check.claim(), List.of());
    }
    for (Finding finding : check.findings()) {
      testCase(check, finding.subject(), List.of(finding));
    }
    for (Acknowledged known : check.acknowledged()) {
      skippedCase(check, known);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private void testCase(CheckResult check, String name, List<Finding> failures)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    attribute("classname", "longshore.verify." + check.name());
    attribute("name", name);
    for (Finding finding : failures) {
      xml.writeStartElement("failure");
      attribute("message", finding.problem());
      xml.writeCharacters(Printable.text("next: " + finding.nextStep()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void skippedCase(CheckResult check, Acknowledged known) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    attribute("classname", "longshore.verify." + check.name());
    attribute("name", known.finding().subject());
    xml.writeEmptyElement("skipped");
    attribute("message", known.reason());
    xml.writeEndElement();
  }

  private void attribute(String name, Object value) throws XMLStreamException {
    xml.writeAttribute(name, Printable.text(value.toString()));
  }
}
