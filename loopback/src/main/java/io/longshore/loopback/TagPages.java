package io.longshore.loopback;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lists tags, page by page, as registries do.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags">OCI
 *     distribution specification, Listing Tags</a>
 */
final class TagPages {
  /** Less than a client may ask for, as with many registries. */
  private static final int MOST_ON_A_PAGE = 100;

  private static final Pattern NUMBER = Pattern.compile("(?:^|&)n=([0-9]{1,6})(?:&|$)");
  private static final Pattern LAST = Pattern.compile("(?:^|&)last=([^&]+)(?:&|$)");

  private TagPages() {}

  static void serve(HttpExchange exchange, String repository, SortedSet<String> tags)
      throws IOException {
    String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    int size = find(NUMBER, query).map(Integer::parseInt).orElse(MOST_ON_A_PAGE);
    int most = Math.min(size, MOST_ON_A_PAGE);
    Optional<String> last = find(LAST, query);
    List<String> ahead = tags.stream().filter(tag -> isAfter(last, tag)).toList();
    List<String> page = ahead.stream().limit(most).toList();
    if (page.size() < ahead.size()) {
      exchange
          .getResponseHeaders()
          .set(
              "Link",
              "</v2/%s/tags/list?last=%s&n=%d>; rel=\"next\""
                  .formatted(repository, page.getLast(), most));
    }
    String names = page.stream().map(tag -> '"' + tag + '"').collect(Collectors.joining(","));
    // Written in Go, registries have no list where there is nothing to list.
    String list = tags.isEmpty() ? "null" : "[" + names + "]";
    Answers.json(exchange, 200, "{\"name\":\"" + repository + "\",\"tags\":" + list + "}");
  }

  private static boolean isAfter(Optional<String> last, String tag) {
    return last.map(before -> tag.compareTo(before) > 0).orElse(true);
  }

  private static Optional<String> find(Pattern pattern, String query) {
    Matcher matcher = pattern.matcher(query);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
