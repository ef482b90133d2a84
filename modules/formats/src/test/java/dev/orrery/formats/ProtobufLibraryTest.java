package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Our records against those that Google's library makes from the schema of spec A1. */
class ProtobufLibraryTest {

  private static final Descriptor RECORD = schema();

  private static Descriptor schema() {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName("record.proto").setPackage("aialgs.data");
    file.addMessageType(tensor("Float32Tensor", Type.TYPE_FLOAT));
    file.addMessageType(tensor("Float64Tensor", Type.TYPE_DOUBLE));
    file.addMessageType(tensor("Int32Tensor", Type.TYPE_INT32));
    DescriptorProto.Builder value = DescriptorProto.newBuilder().setName("Value");
    value.addOneofDecl(OneofDescriptorProto.newBuilder().setName("value"));
    value.addField(message("float32_tensor", 2, "Float32Tensor").setOneofIndex(0));
    value.addField(message("float64_tensor", 3, "Float64Tensor").setOneofIndex(0));
    value.addField(message("int32_tensor", 7, "Int32Tensor").setOneofIndex(0));
    file.addMessageType(value);
    DescriptorProto.Builder record = DescriptorProto.newBuilder().setName("Record");
    for (int i = 0; i < 2; i++) {
      String entry = i == 0 ? "FeaturesEntry" : "LabelEntry";
      record.addNestedType(
          DescriptorProto.newBuilder()
              .setName(entry)
              .setOptions(MessageOptions.newBuilder().setMapEntry(true))
              .addField(field("key", 1, Type.TYPE_STRING, Label.LABEL_OPTIONAL))
              .addField(message("value", 2, "Value")));
      record.addField(
          message(i == 0 ? "features" : "label", i + 1, "Record." + entry)
              .setLabel(Label.LABEL_REPEATED));
    }
    record.addField(field("uid", 3, Type.TYPE_STRING, Label.LABEL_OPTIONAL));
    record.addField(field("metadata", 4, Type.TYPE_STRING, Label.LABEL_OPTIONAL));
    file.addMessageType(record);
    try {
      return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0])
          .findMessageTypeByName("Record");
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DescriptorProto.Builder tensor(String name, Type type) {
    FieldOptions packed = FieldOptions.newBuilder().setPacked(true).build();
    return DescriptorProto.newBuilder()
        .setName(name)
        .addField(field("values", 1, type, Label.LABEL_REPEATED).setOptions(packed))
        .addField(field("keys", 2, Type.TYPE_UINT64, Label.LABEL_REPEATED).setOptions(packed))
        .addField(field("shape", 3, Type.TYPE_UINT64, Label.LABEL_REPEATED).setOptions(packed));
  }

  private static FieldDescriptorProto.Builder field(
      String name, int number, Type type, Label label) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(label);
  }

  private static FieldDescriptorProto.Builder message(String name, int number, String type) {
    return field(name, number, Type.TYPE_MESSAGE, Label.LABEL_OPTIONAL)
        .setTypeName(".aialgs.data." + type);
  }

  /** A map entry "values" with a tensor. */
  private static DynamicMessage entry(
      String map, String tensorField, Object[] values, long[] keys, long[] shape) {
    Descriptor entry = RECORD.findFieldByName(map).getMessageType();
    Descriptor value = entry.findFieldByName("value").getMessageType();
    FieldDescriptor choice = value.findFieldByName(tensorField);
    DynamicMessage.Builder tensor = DynamicMessage.newBuilder(choice.getMessageType());
    add(tensor, "values", values);
    add(tensor, "keys", java.util.Arrays.stream(keys).boxed().toArray());
    add(tensor, "shape", java.util.Arrays.stream(shape).boxed().toArray());
    return DynamicMessage.newBuilder(entry)
        .setField(entry.findFieldByName("key"), "values")
        .setField(
            entry.findFieldByName("value"),
            DynamicMessage.newBuilder(value).setField(choice, tensor.build()).build())
        .build();
  }

  private static void add(DynamicMessage.Builder to, String field, Object[] values) {
    FieldDescriptor descriptor = to.getDescriptorForType().findFieldByName(field);
    for (Object value : values) {
      to.addRepeatedField(descriptor, value);
    }
  }

  private static byte[] payload(DynamicMessage features, DynamicMessage label) {
    DynamicMessage.Builder record = DynamicMessage.newBuilder(RECORD);
    record.addRepeatedField(RECORD.findFieldByName("features"), features);
    if (label != null) {
      record.addRepeatedField(RECORD.findFieldByName("label"), label);
    }
    return record.build().toByteArray();
  }

  private static byte[] frame(byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length + (-payload.length & 3))
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(RecordIoFrames.MAGIC)
        .putInt(payload.length)
        .put(payload)
        .array();
  }

  @Property(tries = 200, seed = "20261121")
  void denseRecordsAreTheSameBytes(
      @ForAll @Size(min = 1, max = 200) float[] values, @ForAll float label) throws IOException {
    ByteArrayOutputStream ours = new ByteArrayOutputStream();
    RecordEncoder encoder = new RecordEncoder();
    encoder.features(values, 0, values.length);
    encoder.label("values", new float[] {label}, 0, 1);
    encoder.endRecord(ours);
    DynamicMessage features =
        entry("features", "float32_tensor", boxed(values), new long[0], new long[0]);
    DynamicMessage labels =
        entry("label", "float32_tensor", new Object[] {label}, new long[0], new long[0]);
    assertThat(ours.toByteArray()).isEqualTo(frame(payload(features, labels)));
  }

  @Property(tries = 200, seed = "20261121")
  void sparseRecordsAreTheSameBytes(
      @ForAll @Size(max = 50) float[] values, @ForAll @IntRange(min = 1, max = 1 << 24) int step)
      throws IOException {
    int[] keys = new int[values.length];
    long[] wide = new long[values.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i * step;
      wide[i] = keys[i];
    }
    int width = Math.max(1, values.length) * step;
    ByteArrayOutputStream ours = new ByteArrayOutputStream();
    RecordEncoder encoder = new RecordEncoder();
    encoder.features(values, keys, 0, values.length, width);
    encoder.endRecord(ours);
    DynamicMessage features =
        entry("features", "float32_tensor", boxed(values), wide, new long[] {width});
    assertThat(ours.toByteArray()).isEqualTo(frame(payload(features, null)));
  }

  @Test
  void featuresAndLabelMayHaveDifferentTypes() throws IOException {
    DynamicMessage features =
        entry("features", "float64_tensor", new Object[] {0.1, -2.0}, new long[0], new long[] {2});
    DynamicMessage label =
        entry("label", "int32_tensor", new Object[] {-3}, new long[0], new long[0]);
    Path file = Files.createTempFile("orrery", ".pbr");
    Files.write(file, frame(payload(features, label)));
    OpenedData data = Samples.open(file, ReadOptions.defaults());
    assertThat(Samples.rows(data.source())).containsExactly(new float[] {0.1f, -2});
    assertThat(Samples.labels(data.source())).containsExactly(-3f);
    Files.delete(file);
  }

  private static Object[] boxed(float[] values) {
    Object[] boxed = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }
}
