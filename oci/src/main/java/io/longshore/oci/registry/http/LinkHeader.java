package io.longshore.oci.registry.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a header {@code Link} says: {@code <address>; rel="next"}, several with commas between them.
 * Each character is looked at once, however a server has put them in a row.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288#section-3">RFC 8288, Link Serialisation in
 *     HTTP Headers</a>
 */
public final class LinkHeader {
  private final String header;
  private int at;

  private LinkHeader(String header) {
    this.header = header;
  }

  /** The first address that is called {@code next}. */
  public static Optional<String> next(String header) {
    return new LinkHeader(header).next();
  }

  private Optional<String> next() {
    while ((at = header.indexOf('<', at)) >= 0) {
      int end = header.indexOf('>', at);
      if (end < 0) {
        return Optional.empty();
      }
      String address = header.substring(at + 1, end);
      at = end + 1;
      if (parameters().stream().anyMatch(LinkHeader::saysNext)) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  /** What stands behind an address up to the next link, parted at each semicolon. */
  private List<String> parameters() {
    List<String> parameters = new ArrayList<>();
    boolean quoted = false;
    int begin = at;
    for (; at < header.length(); at++) {
      char c = header.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '<')) {
        break;
      } else if (!quoted && c == ';') {
        parameters.add(header.substring(begin, at));
        begin = at + 1;
      }
    }
    parameters.add(header.substring(begin, at));
    return parameters;
  }

  private static boolean saysNext(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 0 || !parameter.substring(0, equals).strip().equalsIgnoreCase("rel")) {
      return false;
    }
    String value = parameter.substring(equals + 1).strip().replace("\"", "");
    return List.of(value.split("\\s+", -1)).stream().anyMatch("next"::equalsIgnoreCase);
  }
}
