package io.longshore.fuzz;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A fault planted into a check of a reader, to show that the target finds it. The built classes
 * stay unchanged: one source file is compiled again with the fault, and the result precedes the
 * original class on the class path of the fuzzer.
 *
 * @param source path of the source file, from the root of the repository
 * @param sound the original text, which the file has once
 * @param faulty the text that replaces it
 */
record PlantedFault(String source, String sound, String faulty) {
  /**
   * @param classes folder for the compiled class
   * @throws IllegalStateException if the source does not have {@link #sound} any more, or does not
   *     compile
   */
  void compileInto(Path classes, Path repository, String classPath) throws IOException {
    String text = Files.readString(repository.resolve(source));
    int at = text.indexOf(sound);
    if (at < 0 || text.indexOf(sound, at + 1) >= 0) {
      throw new IllegalStateException(source + " does not hold exactly once: " + sound);
    }
    Path file = repository.resolve(source);
    SimpleJavaFileObject changed =
        new SimpleJavaFileObject(file.toUri(), SimpleJavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text.replace(sound, faulty);
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-nowarn", "-proc:none", "-cp", classPath, "-d", classes.toString());
      if (!compiler.getTask(complaints, files, null, options, null, List.of(changed)).call()) {
        throw new IllegalStateException(source + " with its fault: " + complaints);
      }
    }
  }
}
