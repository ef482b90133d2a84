package dev.orrery.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Held;
import dev.orrery.kernels.Kernels;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows of full-batch k-means are held while they are searched, and let go at the end. */
class HeldRowsTest {

  private final List<String> calls = new ArrayList<>();
  private float[] held;

  private Object call(Kernels kernels, Method method, Object[] args) throws Throwable {
    String name = method.getName();
    if (name.equals("hold")) {
      calls.add("hold");
      held = (float[]) args[0];
      return (Held) () -> calls.add("let go");
    }
    if (name.equals("nearest") && args[0] == held) {
      calls.add("search");
    }
    try {
      return method.invoke(kernels, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void aDeviceNeedsToCopyThemOnce() {
    DenseMatrix rows = Data.blobs(300, 4, 3, 0.01, 0, 1);
    Kernels real = Data.fastest();
    Kernels watched =
        (Kernels)
            Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (proxy, method, args) -> call(real, method, args));
    try (Parallel parallel = new Parallel(1)) {
      RunContext context = Data.context(watched, 1, parallel, EventListener.none());
      Data.train(Data.hp(4, 3, "orrery_algorithm", "lloyd"), rows, context);
    }
    assertThat(calls).startsWith("hold", "search").endsWith("search", "let go");
    assertThat(calls).filteredOn(call -> !call.equals("search")).hasSize(2);
  }
}
