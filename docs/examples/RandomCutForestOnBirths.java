import dev.orrery.api.Dataset;
import dev.orrery.api.Orrery;

/** The strangest days of twenty-one years of births in the United States. */
void main() {
  // The preset makes points of 7 days, so that a quiet Tuesday among usual days stands out.
  var trained = Orrery.randomCutForest().preset().train("us-births-daily");
  var scores = trained.predict("us-births-daily");
  long strange = scores.stream().filter(answer -> answer.anomaly()).count();
  IO.println(
      "%d of %d days score above %.1f"
          .formatted(strange, scores.size(), trained.model().threshold()));

  var first = java.time.LocalDate.of(1994, 1, 1);
  java.util.stream.IntStream.range(0, scores.size())
      .boxed()
      .sorted(Comparator.comparingDouble(day -> -scores.get(day).score()))
      .limit(5)
      .map(first::plusDays)
      .forEach(day -> IO.println(day + ", a " + day.getDayOfWeek().toString().toLowerCase()));
}
