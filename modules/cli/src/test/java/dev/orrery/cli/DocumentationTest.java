package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Whatever other modules may use has a comment; its form is checked when it is compiled. */
class DocumentationTest {

  private final List<String> bare = new ArrayList<>();

  @Test
  void whatIsPublicHasAComment() throws IOException {
    Path modules = Path.of(System.getProperty("orrery.root")).resolve("modules");
    List<Path> sources;
    try (Stream<Path> files = Files.walk(modules)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains(Path.of("src", "main", "java").toString()))
              .toList();
    }
    assertThat(sources).hasSizeGreaterThan(300);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      DocTrees documents = DocTrees.instance(task);
      for (CompilationUnitTree file : task.parse()) {
        for (Tree type : file.getTypeDecls()) {
          if (type instanceof ClassTree top) {
            look(new TreePath(new TreePath(file), top), false, documents);
          }
        }
      }
    }
    assertThat(bare).isEmpty();
  }

  private void look(TreePath path, boolean inInterface, DocTrees documents) {
    ClassTree type = (ClassTree) path.getLeaf();
    if (!open(type.getModifiers(), inInterface)) {
      return;
    }
    need(path, type.getSimpleName().toString(), documents);
    boolean contract =
        type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
    for (Tree member : type.getMembers()) {
      TreePath at = new TreePath(path, member);
      switch (member) {
        case ClassTree _ -> look(at, contract, documents);
        case MethodTree method when open(method.getModifiers(), contract) -> {
          boolean inherits =
              method.getModifiers().getAnnotations().stream()
                  .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
          // The components of a record are told by its own comment.
          boolean generated =
              documents.getSourcePositions().getEndPosition(at.getCompilationUnit(), member) < 0;
          if (!inherits && !generated) {
            need(at, type.getSimpleName() + "." + method.getName(), documents);
          }
        }
        case VariableTree field when open(field.getModifiers(), contract) ->
            need(at, type.getSimpleName() + "." + field.getName(), documents);
        default -> {}
      }
    }
  }

  private static boolean open(ModifiersTree modifiers, boolean inInterface) {
    Set<Modifier> flags = modifiers.getFlags();
    return flags.contains(Modifier.PUBLIC)
        || flags.contains(Modifier.PROTECTED)
        || inInterface && !flags.contains(Modifier.PRIVATE);
  }

  private void need(TreePath path, String name, DocTrees documents) {
    String comment = documents.getDocComment(path);
    if (comment == null || comment.isBlank()) {
      String file = path.getCompilationUnit().getSourceFile().getName();
      bare.add(Path.of(file).getFileName() + ": " + name);
    }
  }
}
