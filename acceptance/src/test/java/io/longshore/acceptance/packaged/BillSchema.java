package io.longshore.acceptance.packaged;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The schema of bills of materials that CycloneDX publishes, from the jar of its own library. */
final class BillSchema {
  private static final String PLACE = "http://cyclonedx.org/schema/";

  private BillSchema() {}

  /** The places where {@code bill} is not as CycloneDX 1.6 wants it. */
  static List<String> mistakesIn(Path bill) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_7, builder -> builder.schemas(BillSchema::read))
            .getSchema(SchemaLocation.of(PLACE + "bom-1.6.schema.json"));
    return schema.validate(JsonMapper.builder().build().readTree(bill.toFile())).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getKeyword())
        .toList();
  }

  private static String read(String place) {
    String name = place.substring(place.lastIndexOf('/') + 1);
    try (InputStream in = BillSchema.class.getResourceAsStream("/" + name)) {
      if (!place.startsWith(PLACE) || in == null) {
        throw new AssertionError("the library of CycloneDX has no " + place);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
