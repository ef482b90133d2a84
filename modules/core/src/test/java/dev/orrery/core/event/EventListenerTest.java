package dev.orrery.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventListenerTest {

  private record Move() implements Event.AlgorithmStep {
    @Override
    public String title() {
      return "Move";
    }

    @Override
    public String why() {
      return "Because.";
    }

    @Override
    public Drawing drawing() {
      return Drawing.ofPoints();
    }
  }

  @Test
  void stepsReachOnlyThoseWhoWantThem() {
    List<Event> plain = new ArrayList<>();
    List<Event> curious = new ArrayList<>();
    EventListener wants =
        new EventListener() {
          @Override
          public void on(Event event) {
            curious.add(event);
          }

          @Override
          public boolean wantsSteps() {
            return true;
          }
        };
    EventListener both = EventListener.all(List.of(plain::add, wants));

    both.on(new Event.Note("n"));
    both.on(new Move());

    assertThat(plain).hasSize(1);
    assertThat(curious).hasSize(2);
  }

  @Test
  void aStepNobodyWantsIsNeverMade() {
    RunContext context = new RunContext(null, null, null, event -> {}, new Cancellation());
    context.step(
        () -> {
          throw new AssertionError("made a step for nobody");
        });
    assertThat(context.listener().wantsSteps()).isFalse();
  }

  @Test
  void aTensorIsMadeOnlyForThoseWhoWantItsCollection() {
    List<Event> heard = new ArrayList<>();
    EventListener losses =
        new EventListener() {
          @Override
          public void on(Event event) {
            heard.add(event);
          }

          @Override
          public boolean wantsTensors(TensorCollection collection) {
            return collection == TensorCollection.LOSSES;
          }
        };
    List<Event> others = new ArrayList<>();
    RunContext context =
        new RunContext(
            null, null, null, EventListener.all(List.of(others::add, losses)), new Cancellation());
    context.tensor(
        "weight",
        TensorCollection.WEIGHTS,
        3,
        1,
        () -> {
          throw new AssertionError("nobody wants it");
        });
    context.lossTensor(true, 3, 0.5);
    assertThat(others).isEmpty();
    assertThat(heard).hasSize(1);
    Event.Tensor tensor = (Event.Tensor) heard.getFirst();
    assertThat(tensor.name()).isEqualTo("validation_loss");
    assertThat(tensor.values()).containsExactly(0.5f);
    assertThat(TensorCollection.find("losses")).contains(TensorCollection.LOSSES);
    assertThat(TensorCollection.find("loses")).isEmpty();
  }
}
