package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailKindTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'#!/bin/sh\n\techo é\r\n', true, TEXT",
    "'the end of a long log\n', false, TEXT",
    "'\u007fELF\u0002\u0001', true, BINARY",
    "'\u0000\u0000', false, BINARY_END",
  })
  void kindsAreToldFromTheContent(String content, boolean wholeFile, TailKind kind) {
    byte[] tail = content.getBytes(UTF_8);
    assertEquals(kind, TailKind.of(tail, tail.length, wholeFile));
  }

  @Test
  void bytesAfterTheTailDoNotCount() {
    assertEquals(TailKind.TEXT, TailKind.of(new byte[] {'a', 0, 0}, 1, true));
  }

  @Test
  void textAndOthersLieInFragmentBlocksOfTheirOwn() throws IOException {
    List<FileContent> texts = new ArrayList<>();
    List<FileContent> others = new ArrayList<>();
    Images.write(
        folder.resolve("image"),
        Images.SMALL_BLOCKS,
        writer -> {
          for (int i = 0; i < 20; i++) {
            texts.add(Images.content(writer, ("text " + i).repeat(100).getBytes(UTF_8)));
            others.add(Images.content(writer, ("\0 " + i).repeat(200).getBytes(UTF_8)));
          }
          return Directory.builder(Images.PLAIN).build();
        });
    List<Integer> ofTexts = texts.stream().map(FileContent::fragment).distinct().toList();
    List<Integer> ofOthers = others.stream().map(FileContent::fragment).distinct().toList();
    assertEquals(List.of(), ofTexts.stream().filter(ofOthers::contains).toList());
  }
}
