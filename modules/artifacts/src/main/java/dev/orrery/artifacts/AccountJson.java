package dev.orrery.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.linearlearner.Account;
import dev.orrery.linearlearner.ModelAccount;
import dev.orrery.linearlearner.ModelSettings;
import java.util.ArrayList;
import java.util.List;

/** The parallel models of a linear learner's training as JSON; NaN is null. */
final class AccountJson {

  private AccountJson() {}

  static ObjectNode write(Account account) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("criterion", account.criterion());
    node.put("channel", account.channel());
    node.put("rows", account.rows());
    node.put("objective", account.objectiveName());
    node.put("epoch", account.epoch());
    node.put("best", account.best());
    put(node, "optimum", account.optimum());
    ArrayNode models = node.putArray("models");
    for (ModelAccount model : account.models()) {
      ObjectNode one = models.addObject();
      ModelSettings s = model.settings();
      one.put("optimizer", s.optimizer());
      one.put("learning_rate", s.learningRate());
      one.put("wd", s.wd());
      one.put("l1", s.l1());
      one.put("momentum", s.momentum());
      one.put("beta_1", s.beta1());
      one.put("beta_2", s.beta2());
      one.put("bias_lr_mult", s.biasLrMult());
      one.put("bias_wd_mult", s.biasWdMult());
      one.put("lr_scheduler_step", s.schedulerStep());
      one.put("lr_scheduler_factor", s.schedulerFactor());
      one.put("lr_scheduler_minimum_lr", s.minimumLr());
      one.put("positive_example_weight_mult", s.positiveWeight());
      one.put("solved", s.solved());
      put(one, "train_loss", model.trainLoss());
      put(one, "loss", model.loss());
      put(one, "value", model.value());
      one.put("allowed", model.allowed());
      put(one, "threshold", model.threshold());
      one.put("failed_at", model.failedAt());
    }
    return node;
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  static Account read(JsonNode node, String where) {
    List<ModelAccount> models = new ArrayList<>();
    for (JsonNode one : node.path("models")) {
      models.add(
          new ModelAccount(
              models.size(),
              new ModelSettings(
                  one.path("optimizer").asText(),
                  number(one, "learning_rate"),
                  number(one, "wd"),
                  number(one, "l1"),
                  number(one, "momentum"),
                  number(one, "beta_1"),
                  number(one, "beta_2"),
                  number(one, "bias_lr_mult"),
                  number(one, "bias_wd_mult"),
                  one.path("lr_scheduler_step").asInt(),
                  number(one, "lr_scheduler_factor"),
                  number(one, "lr_scheduler_minimum_lr"),
                  number(one, "positive_example_weight_mult"),
                  one.path("solved").asBoolean()),
              number(one, "train_loss"),
              number(one, "loss"),
              number(one, "value"),
              one.path("allowed").asBoolean(true),
              number(one, "threshold"),
              one.path("failed_at").asLong()));
    }
    int best = node.path("best").asInt(-1);
    if (best < 0 || best >= models.size()) {
      throw new CustomerError(
          Text.format(
              "The account of the parallel models names model %d as the best of %d.",
              best, models.size()),
          where);
    }
    return new Account(
        node.path("criterion").asText(),
        node.path("channel").asText(),
        node.path("rows").asLong(),
        node.path("objective").asText(),
        node.path("epoch").asInt(),
        best,
        number(node, "optimum"),
        models);
  }

  private static double number(JsonNode node, String name) {
    return node.path(name).asDouble(Double.NaN);
  }
}
