package io.longshore.collection.migrate.origin;

import io.longshore.collection.plan.Evidence;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.WebAddresses;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Neurodesk builds {@code NAME_VERSION_DATE.simg} from {@code docker://vnmd/NAME_VERSION:DATE}. A
 * collection keeps it as {@code neurodesk-NAME--VERSION}, so that the date is in the recorded URLs
 * alone; the host, which has changed several times, does not matter. Image and URL must agree on
 * name and version.
 *
 * @see <a
 *     href="https://github.com/neurodesk/neurocommand/blob/main/.github/workflows/upload_containers_simg.sh">how
 *     Neurodesk builds images</a>
 */
final class NeurodeskSource implements OriginSource {
  private static final Pattern IMAGE = Pattern.compile("neurodesk-([^_]+?)--([^_]+)");
  private static final Pattern FILE = Pattern.compile("([^_]+)_([^_]+)_(\\d{8})\\.simg");

  private final GitRepository superdataset;

  NeurodeskSource(GitRepository superdataset) {
    this.superdataset = superdataset;
  }

  @Override
  public Map<RepositoryPath, Claim> claims(List<UnmigratedImage> images) throws IOException {
    Map<AnnexKey, List<String>> urls =
        WebAddresses.of(
            images.stream()
                .filter(image -> IMAGE.matcher(image.names().name()).matches())
                .flatMap(image -> image.key().stream())
                .collect(Collectors.toSet()),
            superdataset);
    Map<RepositoryPath, Claim> claims = new HashMap<>();
    for (UnmigratedImage image : images) {
      List<String> recorded =
          image.key().map(key -> urls.getOrDefault(key, List.of())).orElse(List.of());
      claims.put(image.path(), claim(image, recorded));
    }
    return claims;
  }

  static Claim claim(UnmigratedImage image, List<String> urls) {
    Matcher named = IMAGE.matcher(image.names().name());
    if (!named.matches()) {
      return new Claim.Unknown("is not named neurodesk-NAME--VERSION");
    }
    Map<String, String> byDate = new HashMap<>();
    for (String url : urls) {
      Matcher file = FILE.matcher(fileName(url));
      if (file.matches()
          && file.group(1).equals(named.group(1))
          && file.group(2).equals(named.group(2))) {
        byDate.putIfAbsent(file.group(3), withoutSecrets(url));
      }
    }
    if (byDate.size() != 1) {
      return new Claim.Unknown(
          byDate.isEmpty()
              ? "has no URL that ends in %s_%s_DATE.simg".formatted(named.group(1), named.group(2))
              : "has URLs of several dates: " + String.join(", ", byDate.values()));
    }
    String date = byDate.keySet().iterator().next();
    try {
      return new Claim.Known(
          Reference.parse("vnmd/%s_%s:%s".formatted(named.group(1), named.group(2), date)),
          new Evidence.NeurodeskUrl(image.path().value(), byDate.get(date)));
    } catch (IllegalArgumentException e) {
      return new Claim.Unknown("has a name no registry can have: " + e.getMessage());
    }
  }

  private static String fileName(String url) {
    String path = withoutSecrets(url);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The URL without its query, which may hold a signature, and without user name and password. */
  private static String withoutSecrets(String url) {
    return url.replaceFirst("[?#].*", "").replaceFirst("://[^/@]*@", "://");
  }
}
