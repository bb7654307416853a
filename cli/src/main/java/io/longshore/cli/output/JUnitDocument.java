package io.longshore.cli.output;

import io.longshore.collection.verify.report.Acknowledged;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.ground.Printable;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report as JUnit XML, which continuous integration shows as test results. Control characters are
 * replaced, because XML 1.0 cannot express most of them, not even escaped.
 *
 * @param name what was run
 * @see <a href="https://github.com/testmoapp/junitxml">the format as tools read it</a>
 */
public record JUnitDocument(String name, List<Suite> suites) {
  public JUnitDocument {
    suites = List.copyOf(suites);
  }

  /**
   * @param className what the cases are filed under
   */
  public record Suite(String name, String className, List<Case> cases) {
    public Suite {
      cases = List.copyOf(cases);
    }

    private long count(Class<? extends Case> kind) {
      return cases.stream().filter(kind::isInstance).count();
    }
  }

  /** One line of the results. */
  public sealed interface Case {
    String name();

    record Passed(String name) implements Case {}

    /**
     * @param text shown below the message
     */
    record Failed(String name, String message, String text) implements Case {}

    record Skipped(String name, String message) implements Case {}
  }

  /**
   * A verification: a suite for each check, and in it a failed case for each finding, a skipped one
   * for each that is acknowledged, or one that passed.
   */
  public static void write(VerificationReport report, Writer out) throws IOException {
    new JUnitDocument(
            "longshore verify", report.checks().stream().map(JUnitDocument::suite).toList())
        .writeTo(out);
  }

  private static Suite suite(CheckResult check) {
    List<Case> cases = new ArrayList<>();
    if (check.findings().isEmpty() && check.acknowledged().isEmpty()) {
      cases.add(new Case.Passed(check.claim()));
    }
    for (Finding finding : check.findings()) {
      cases.add(
          new Case.Failed(finding.subject(), finding.problem(), "next: " + finding.nextStep()));
    }
    for (Acknowledged known : check.acknowledged()) {
      cases.add(new Case.Skipped(known.finding().subject(), known.reason()));
    }
    return new Suite(check.name(), "longshore.verify." + check.name(), cases);
  }

  public void writeTo(Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      write(xml);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write JUnit XML: " + e.getMessage(), e);
    }
  }

  private void write(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartDocument();
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    attribute(xml, "name", name);
    attribute(xml, "tests", suites.stream().mapToInt(suite -> suite.cases().size()).sum());
    attribute(xml, "failures", count(Case.Failed.class));
    attribute(xml, "skipped", count(Case.Skipped.class));
    for (Suite suite : suites) {
      write(xml, suite);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private long count(Class<? extends Case> kind) {
    return suites.stream().mapToLong(suite -> suite.count(kind)).sum();
  }

  private static void write(XMLStreamWriter xml, Suite suite) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    attribute(xml, "name", suite.name());
    attribute(xml, "tests", suite.cases().size());
    attribute(xml, "failures", suite.count(Case.Failed.class));
    attribute(xml, "skipped", suite.count(Case.Skipped.class));
    for (Case one : suite.cases()) {
      xml.writeCharacters("\n    ");
      xml.writeStartElement("testcase");
      attribute(xml, "classname", suite.className());
      attribute(xml, "name", one.name());
      switch (one) {
        case Case.Passed _ -> {}
        case Case.Failed failed -> {
          xml.writeStartElement("failure");
          attribute(xml, "message", failed.message());
          xml.writeCharacters(Printable.text(failed.text()));
          xml.writeEndElement();
        }
        case Case.Skipped skipped -> {
          xml.writeEmptyElement("skipped");
          attribute(xml, "message", skipped.message());
        }
      }
      xml.writeEndElement();
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void attribute(XMLStreamWriter xml, String name, Object value)
      throws XMLStreamException {
    xml.writeAttribute(name, Printable.text(value.toString()));
  }
}
