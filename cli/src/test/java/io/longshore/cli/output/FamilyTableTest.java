package io.longshore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.output.FamilyTable.Column;
import io.longshore.collection.plan.ImageNames;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FamilyTableTest {
  private static final Column MIGRATED = Column.ofNumbers("migrated");
  private static final Column FAILED = Column.ofNumbers("failed");
  private static final Column SIFS = Column.ofBytes("of SIFs");

  private final FamilyTable table = new FamilyTable(List.of(MIGRATED, FAILED, SIFS));

  private void add(String sif, Column column, long number) {
    table.add(ImageNames.ofSif(sif).orElseThrow(), column, number);
  }

  private void addSome() {
    add("images/bids/bids-a--1.sif", MIGRATED, 1200);
    add("images/bids/bids-a--1.sif", SIFS, 38_000_000);
    add("images/neurodesk/neurodesk-b--1.sif", MIGRATED, 2);
    add("images/tool--1.sif", MIGRATED, 1);
  }

  @Test
  void aFamilyIsALineAndColumnsWithoutNumbersAreLeftOut() {
    addSome();

    assertEquals(
        """
        FAMILY     MIGRATED  OF SIFS
        bids          1,200  38.0 MB
        neurodesk         2        -
        tool              1        -
        all           1,203  38.0 MB""",
        String.join("\n", table.lines(80)));
  }

  @Test
  void whereThereIsNoRoomWordsStandBesideTheNumbers() {
    addSome();

    assertEquals(
        """
        bids: 1,200 migrated,
          38.0 MB of SIFs
        neurodesk: 2 migrated
        tool: 1 migrated
        all: 1,203 migrated,
          38.0 MB of SIFs""",
        String.join("\n", table.lines(24)));
  }

  @Test
  void oneFamilyAloneNeedsNoSum() {
    add("images/bids/bids-a--1.sif", FAILED, 3);

    assertEquals(List.of("FAMILY  FAILED", "bids         3"), table.lines(80));
  }

  @Property
  void noLineReachesTheEdge(@ForAll @IntRange(min = 24, max = 200) int width) {
    addSome();

    assertTrue(table.lines(width).stream().allMatch(line -> line.length() < width));
  }
}
